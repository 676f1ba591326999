"""HTML to a tagged PDF whose Thai copies out right: a worker process, fonts, tags, the writer."""
