"""Commands of measures for manage.py."""
