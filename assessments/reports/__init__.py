"""What citizens report about a page: taking it in, and what is erased when."""
