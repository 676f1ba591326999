"""Commands of the shell for manage.py."""
