"""The admin site and its first screens: what is to be done, for the officer and for the executive."""
