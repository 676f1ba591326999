"""Before hand-in: what the assessors would find, from links, dates and the published pages themselves."""
