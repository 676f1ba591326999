"""The public pages of measures and of their progress."""
