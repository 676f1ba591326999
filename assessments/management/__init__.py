"""Commands of assessments for manage.py, and the option that several of them share."""
