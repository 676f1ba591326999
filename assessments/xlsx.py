"""Tables as XLSX and back. Pure: rows of cells in, bytes out; what is read is limited and runs nothing."""

import io
import zipfile
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assessments.exports import safe_cell

NARROWEST, WIDEST = 8, 60
MOST_BYTES, MOST_UNPACKED = 10 * 1024 * 1024, 100 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5000, 100
ILLEGAL = {code: None for code in [*range(0x20), 0xFFFE, 0xFFFF] if code not in (9, 10, 13)}


class UnreadableWorkbook(ValueError):
    """The file is no workbook that can be read; str() is a Thai sentence."""


def workbook_bytes(title, headings, rows):
    """A table as XLSX: frozen header, typed cells, widths by content, nothing taken for a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    widths = [len(heading) for heading in headings]
    sheet.append(headings)
    for row in rows:
        cells = [_cell(value) for value in row]
        sheet.append(cells)
        for index, value in enumerate(cells):
            longest = max((len(line) for line in str(value or "").split("\n")), default=0)
            widths[index] = max(widths[index], longest)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for index, width in enumerate(widths, start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = min(max(width + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(value):
    """A number stays a number; a text is safe in a spreadsheet and legal in XML."""
    if isinstance(value, bool | int | Decimal) or value is None:
        return value
    return safe_cell(value).translate(ILLEGAL)


def read_rows(data):
    """The first sheet of an XLSX (bytes) as (row number from 1, [text, …]) pairs, empty rows left out.

    Raises UnreadableWorkbook for what is no XLSX, too large, or unpacks to too much.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableWorkbook("ไฟล์ใหญ่เกิน 10 MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableWorkbook("ไฟล์คลายออกแล้วใหญ่เกินไป")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        return list(_texts(sheet))
    except UnreadableWorkbook:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError):
        raise UnreadableWorkbook(
            "ไม่ใช่ไฟล์ XLSX ที่อ่านได้ บันทึกจากโปรแกรมตารางเป็น XLSX หรือ CSV แล้วลองใหม่"
        ) from None


def _texts(sheet):
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise UnreadableWorkbook(f"มีเกิน {MOST_ROWS} แถว")
        texts = [_text(value) for value in row[:MOST_COLUMNS]]
        if any(texts):
            yield number, texts


def _text(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return text[1:] if text.startswith("'") else text
