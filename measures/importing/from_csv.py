"""A CSV file -> lines: rows of cells."""

import csv
import io

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import normalise
from measures.importing.columns import read_columns
from measures.importing.faults import DocumentError, Fault
from measures.importing.from_text import read_source
from measures.importing.html_text import Block, Cell
from measures.importing.lines import Lines
from measures.importing.merged_cells import Spot, add_table

LONGEST_FIELD = 200_000
_SEPARATORS = (",", ";", "\t", "|")


def read_csv(data: bytes) -> Lines:
    """The Lines of a CSV in UTF-8 or Windows-874. Raises DocumentError."""
    lines = Lines()
    try:
        text = read_source(data)
    except DocumentError:
        in_thai_ansi = _thai_ansi(data)
        if in_thai_ansi is None:
            raise
        text = in_thai_ansi
        lines.mention(
            "encoding", "ไฟล์ CSV เข้ารหัสแบบ Windows-874 (TIS-620) จึงแปลงเป็น UTF-8 กรุณาตรวจว่าข้อความถูกต้อง"
        )
    rows = max((_rows(text, each) for each in _SEPARATORS), key=_has_columns)
    starts: list[str] = []
    spots: list[Spot] = []
    for at, (line, cells) in enumerate(rows):
        starts.append(f"บรรทัดที่ {thai_digits(line)}")
        spots += [
            Spot(at, column, 1, 1, Cell([Block(cell, cell)]), f"{starts[-1]} ช่องที่ {thai_digits(column + 1)}")
            for column, cell in enumerate(cells)
        ]
    add_table(lines, spots, 1, lambda at: starts[at])
    return lines


def _thai_ansi(data: bytes) -> str | None:
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError:
        return None
    return text if any("\u0e01" <= letter <= "\u0e5b" for letter in text) and "\0" not in text else None


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """[(line it begins on, cells)] for each row that holds anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    csv.field_size_limit(LONGEST_FIELD)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(map(normalise, cells)):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        message = "อ่านไฟล์ CSV ต่อไม่ได้ อาจมีเครื่องหมายคำพูดที่เปิดแล้วไม่ปิด"
        raise DocumentError([Fault(line, message)]) from None
    return rows


def _has_columns(rows: list[tuple[int, list[str]]]) -> int:
    """How many columns the first header row has under a separator; 0 when there is none."""
    found = (read_columns(cells, None, real_table=True) for _line, cells in rows)
    return next((columns.width for columns in found if columns), 0)
