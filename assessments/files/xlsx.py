"""XLSX files: a table written with typed cells, and the first sheet of an uploaded file read safely. Pure."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assessments.files.errors import Refused
from assessments.files.office_zip import Limits, open_safely
from assessments.files.reproducible_zip import undated
from ita_portal.thai.dates import bangkok

MOST_UNZIPPED = 20 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 50
LONGEST_CELL = 32767  # Excel's own limit; openpyxl would cut without a word
CUT = "… (ยาวเกินช่องของ Excel ฉบับเต็มอยู่ใน CSV)"
EXCEL_ROWS = 1_048_576
DAMAGED = "โครงสร้างข้างในไฟล์ Excel เสียหาย อ่านไม่ได้ ให้เปิดไฟล์แล้วบันทึกใหม่"
TOO_LARGE = "ไฟล์ Excel นี้เมื่อคลายออกใหญ่เกิน 20 MB ให้คัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่"
NOT_XLSX = "ไฟล์นี้ไม่ใช่ XLSX ให้บันทึกเป็น Excel Workbook (.xlsx) หรือ CSV"
NO_SHEET = "ไฟล์ Excel นี้ไม่มีแผ่นงานที่มองเห็น"
TOO_MANY_ROWS = f"ตารางยาวเกิน {MOST_ROWS:,} แถว"
TOO_MANY_COLUMNS = f"ตารางกว้างเกิน {MOST_COLUMNS} คอลัมน์"

# What XML 1.0 cannot hold; Excel would call the file damaged.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_text(text):
    """The text as a cell holds it: line breaks as \\n, without the characters no XLSX can hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def too_long(rows):
    """(row, column) from 0 of the first text that does not fit in a cell of Excel; None when all do."""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and len(plain_text(value)) > LONGEST_CELL:
                return at, column
    return None


def fitting(rows):
    """The rows, a text that no cell can hold cut with a note that the CSV has all of it."""
    return [[_cut(value) if isinstance(value, str) else value for value in row] for row in rows]


def _cut(text):
    plain = plain_text(text)
    return plain if len(plain) <= LONGEST_CELL else plain[: LONGEST_CELL - len(CUT)] + CUT


def xlsx_bytes(title, headings, rows, widths, formats=()):
    """A workbook of one sheet with a frozen heading row; `widths` are in characters, one a column;
    `formats` are the columns' number formats, None for Excel's own.

    A cell is a str, int, Decimal, date, aware datetime or None. A text is never a formula, whatever it
    begins with. Raises ValueError for a text that no cell can hold (see `too_long`).
    """
    if too_long(rows):
        raise ValueError("a text is longer than a cell of Excel")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    for at, row in enumerate([headings, *rows], start=1):
        for column, value in enumerate(row, start=1):
            _fill(sheet.cell(at, column), value, heading=at == 1)
            if at > 1 and formats and formats[column - 1] and isinstance(value, int | Decimal):
                sheet.cell(at, column).number_format = formats[column - 1]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    written = io.BytesIO()
    book.save(written)
    return undated(written.getvalue())


def _fill(cell, value, *, heading):
    if isinstance(value, str):
        cell.value = plain_text(value)
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        cell.quotePrefix = True  # and Excel would once somebody edits it
        cell.number_format = "@"
    elif isinstance(value, datetime):
        cell.value = bangkok(value).replace(tzinfo=None)
        cell.number_format = "yyyy-mm-dd hh:mm"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if heading:
        cell.font = Font(bold=True)


def read_xlsx(data):
    """The first visible sheet of an XLSX (bytes) as rows of texts, empty rows at the end left out.

    Row 1 of the file is the first of the list. Formulas count as what they last showed. Raises Refused for
    anything else than an XLSX without macros, for bombs, and for tables beyond MOST_ROWS or MOST_COLUMNS.
    """
    limits = Limits(MOST_UNZIPPED, MOST_UNZIPPED, TOO_LARGE, DAMAGED)
    with open_safely(io.BytesIO(data), limits) as office:
        if office.kind != "xlsx":
            raise Refused(NOT_XLSX)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        rows = _rows(sheets[0]) if sheets else None
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble over
        raise Refused(DAMAGED) from error
    if rows is None:
        raise Refused(NO_SHEET)
    return rows


def _rows(sheet):
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows, filled = [], 0
    for at, row in enumerate(sheet.iter_rows(max_row=EXCEL_ROWS, max_col=MOST_COLUMNS + 1), start=1):
        texts = [_text(cell.value) for cell in row]
        if not any(texts):
            if at <= MOST_ROWS:
                rows.append([])
            continue
        if at > MOST_ROWS:
            raise Refused(TOO_MANY_ROWS)
        if texts[MOST_COLUMNS]:
            raise Refused(TOO_MANY_COLUMNS)
        rows.append(texts[:MOST_COLUMNS])
        filled = at
    return rows[:filled]


def _text(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        value = value.isoformat()
    return plain_text(str(value)).strip()
