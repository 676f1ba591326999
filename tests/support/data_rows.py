"""The rows of a page's CSV, XLSX and JSON, as {heading: text} or as they are, for round trips."""

import csv
import io

import openpyxl

ADDRESSES = {
    "result": "/ita/2563/",
    "measures": "/ita/2564/measures/",
    "progress": "/ita/2564/measures/progress/",
    "oit": "/ita/2564/oit/",
    "handin": "/ita/2564/oit/handin/",
}
SIGNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula


def data_path(page, form):
    return f"/ita/{2563 if page == 'result' else 2564}/{page}.{form}"


def json_of(client, page):
    return client.get(data_path(page, "json")).json()


def rows_of(client, page, table):
    """The rows of a table as {heading: text}; a sign that keeps a text from being a formula is taken off."""
    data = client.get(data_path(page, table)).content
    if table == "csv":
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        rows = [
            [cell[1:] if cell[:1] == "'" and cell[1:2] in SIGNS else cell for cell in row] for row in rows
        ]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        head, *rows = [[_written(cell.value) for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def _written(value):
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)
