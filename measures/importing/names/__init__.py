"""Whose document it is and whose measure: names of bodies and divisions, compared however they are spelt."""
