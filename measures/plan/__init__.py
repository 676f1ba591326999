"""A plan of measures: its content, editions, completeness, carrying over and import."""
