"""The result of a year: its content and publishing it."""
