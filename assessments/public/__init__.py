"""What the public reads: one module a page, and what every page shares."""
