"""Who may do what: the roles of an agency and what each permits."""
