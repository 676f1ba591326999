"""What was changed on a row, by whom, and taking a change back."""
