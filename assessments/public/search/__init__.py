"""Search in the published record: what can be found and how it is matched, the form, the page."""
