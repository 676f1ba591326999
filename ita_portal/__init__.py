"""The shell: settings, addresses, Thai digits and dates, PDF and HTTP; it knows no app."""

# Calendar version: year.month.number of the month's release. CHANGELOG.md tells what each brought.
__version__ = "2026.12.0"
