"""What the assessment found and what is disclosed: from the desk to the record to the public page."""
