"""Thai digits, Buddhist-era dates and Thai text: pure functions."""
