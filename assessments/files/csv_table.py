"""A table as a CSV file that a spreadsheet opens: UTF-8 with a byte order mark, no cell a formula. Pure."""

import csv
import io
from decimal import Decimal

# A spreadsheet takes a text that begins so for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value):
    """A cell that a spreadsheet shows as it is: a text that looks like a formula gets a ' before it."""
    if isinstance(value, int | Decimal):
        return value
    text = "" if value is None else value
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def csv_of(headings, rows):
    """A table (headings, rows of int, Decimal, str or None) as CSV bytes."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows(map(safe_cell, row) for row in rows)
    return written.getvalue().encode("utf-8-sig")
