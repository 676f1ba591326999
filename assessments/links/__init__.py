"""Links of a checklist: their addresses, when each is checked, and the status that is shown."""
