"""The OIT checklist: its content, publishing it, hand-in, the ITAS sheet, requirements and worklists."""
