"""Two people on one form, a session that ran out: nothing typed is lost and nothing is overwritten unseen."""
