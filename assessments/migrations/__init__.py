"""The tables of assessments as they grew; what is published stays as it is."""
