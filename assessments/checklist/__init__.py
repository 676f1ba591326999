"""The OIT checklist: its content, publishing it, hand-in, the ITAS sheet, a new year, worklists."""
