"""Admin screens of a year's checklist: items and links, documents, hand-in, ITAS sheet, link checks."""
