"""Personal data in what is about to be published."""
