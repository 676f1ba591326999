"""Documents that staff upload: what they are, what they say, their names, and where their bytes are kept."""
