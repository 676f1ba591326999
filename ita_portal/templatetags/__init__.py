"""Filters for numbers, years, dates and Thai text, in every template."""
