"""Where things stand in a document: paragraphs, section headings and the rows of its tables.

A table begins with a row of column names. In a text, tabs separate the cells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped, normalise
from measures.importing.columns import COLUMNS, Columns, read_columns
from measures.importing.faults import FaultList
from measures.importing.html_text import MarkupError, blocks, plain_text
from measures.importing.lines import Line
from measures.importing.official_names import InstrumentName, YearFramework

LONGEST_HEADING = 200
TEXT_COLUMNS = len(COLUMNS)
_LIST_NUMBER = re.compile(r"\s*[0-9๐-๙]{1,2}[.)]\s*")
_SUBHEADING = re.compile(r"(?:ผล)?(?:การ)?วิเคราะห์ผลการประเมิน(?:(?:ในแต่ละ|แต่ละ|ราย|ตาม)ตัวชี้วัด)? ?:?")


@dataclass(frozen=True)
class TableRow:
    """A row under a table's column names, with its cells as they stand."""

    line: Line
    cells: tuple[str, ...]
    columns: Columns

    def cell(self, at: int | None) -> str:
        """The cell of column `at`; "" where there is none or where the cell to its left reaches over it."""
        return "" if at is None or at in self.line.spread else self.cells[at]

    def place(self, at: int | None = None) -> str:
        """What people call the cell of column `at`, or the row."""
        return self.line.place_of(at)

    def goes_on(self, at: int | None) -> bool:
        """Whether the cell of column `at` goes on from the row above."""
        return at is not None and at in self.line.continued


@dataclass
class Section:
    """What stands under one heading: prose before the table, then rows. No heading: both are None."""

    line: Line | None = None
    instrument: InstrumentName | None = None
    prose: list[Line] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)


@dataclass
class Layout:
    """Paragraphs before the first section, the sections, and lines that belong to neither.

    `stray` are lines that look like rows of a table but stand in none.
    """

    preamble: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    tables: int = 0


def before_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines above the first table that has column names."""
    for index, line in enumerate(lines):
        if _columns_of(line, 0):
            return list(lines[:index])
    return [line for line in lines if len(_cells(line)) == 1]


def read_layout(lines: Sequence[Line], framework: YearFramework, faults: FaultList) -> Layout:
    """The Layout of the document's lines; what is no proper row of a table is added to `faults`."""
    layout = Layout()
    section: Section | None = None
    columns: Columns | None = None
    last: Line | None = None
    for line in lines:
        cells = _cells(line, columns.width if columns else TEXT_COLUMNS)
        heading = _heading(line, framework) if len(cells) == 1 else None
        found = None if heading else _columns_of(line, framework.year_be)
        if last and line.table and line.table != last.table:
            columns = None
        if heading:
            section = Section(line, heading)
            layout.sections.append(section)
            columns = columns if line.table else None
        elif found:
            if section is None:
                section = Section()
                layout.sections.append(section)
            columns = found
            layout.tables += 1
            _check_columns(line, found, faults)
        elif section and columns and last and _in_table(line, cells, last):
            _read_row(line, cells, columns, section, layout, faults)
        elif _is_stray_row(cells, framework) or (line.cells and len(cells) > 1):
            layout.stray.append(line)
            message = f"แถวนี้ไม่ได้อยู่ใต้หัวตาราง หรือไม่มีแท็บคั่นช่อง: “{_shown(line)}”"
            faults.add(line.number, message)
            continue
        else:
            columns = columns if line.table else None
            _place_prose(line, section, layout, faults)
            continue
        last = line
    return layout


def _columns_of(line: Line, result_year: int) -> Columns | None:
    cells = list(line.cells) or [cell.strip() for cell in line.text.split("\t")]
    while not line.cells and len(cells) > len(COLUMNS) and not cells[-1]:
        cells.pop()
    if len([cell for cell in cells if normalise(cell)]) < 2:
        return None
    return read_columns(cells, result_year, real_table=bool(line.cells))


def _cells(line: Line, width: int = TEXT_COLUMNS) -> list[str]:
    """The cells of a line, one when only one is filled; empty ones behind the last column do not count."""
    if line.cells:
        return list(line.cells)
    cells = [cell.strip() for cell in line.text.split("\t")]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return filled
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells


def _in_table(line: Line, cells: list[str], last: Line) -> bool:
    """Whether a line goes on with the table that `last` belongs to."""
    if line.table or last.table:
        return line.table == last.table and bool(line.cells)
    return len(cells) > 1 or line.number == last.number + 1


def _heading(line: Line, framework: YearFramework) -> InstrumentName | None:
    """The instrument that the line is a heading of, or None."""
    if len(line.text) > LONGEST_HEADING:
        return None
    try:
        text = _without_number(plain_text(line.text))
    except MarkupError:
        return None
    return framework.instrument_of_heading(text)


def _check_columns(line: Line, columns: Columns, faults: FaultList) -> None:
    """Add to `faults` what the names of the columns leave open."""
    if not line.cells and columns.action is None:
        expected = ", ".join(COLUMNS)
        faults.add(line.number, f"หัวตารางต้องมีช่อง {expected} แต่พบ “{_shown(line)}”")
        return
    for at, message in columns.problems:
        faults.add(line.number, message, line.place_of(at) if line.place else "")
    if columns.unread:
        names = line.cells or [cell.strip() for cell in line.text.split("\t")]
        shown = (clipped(normalise(names[at]).replace("\n", " ")) for at in columns.unread)
        listed = ", ".join(f"“{each}”" for each in shown)
        faults.add(line.number, f"ไม่ได้อ่านคอลัมน์ {listed} กรุณากรอกเองภายหลัง")


def _read_row(
    line: Line, cells: list[str], columns: Columns, section: Section, layout: Layout, faults: FaultList
) -> None:
    if len(cells) != columns.width:
        found, expected = thai_digits(len(cells)), thai_digits(columns.width)
        faults.add(
            line.number, f"แถวนี้มี {found} ช่อง ต้องมี {expected} ช่องคั่นด้วยแท็บ: “{_shown(line)}”", line.place
        )
        layout.stray.append(line)
    else:
        section.rows.append(TableRow(line, tuple(cells), columns))


def _is_stray_row(cells: list[str], framework: YearFramework) -> bool:
    """Whether a line outside a table would be lost as a row: a number, an indicator's name and a figure."""
    numbered = re.match(r"\s*(?:ตัวชี้วัดที่\s*)?[0-9๐-๙]{1,2}[.)]?\s*(?=[^0-9๐-๙\s])", cells[0])
    found = framework.indicator_starting(cells[0][numbered.end() if numbered else 0 :])
    if not found:
        return False
    follows_figure = re.match("[0-9๐-๙]", found[1] or "")
    return len(cells) > 1 or bool(follows_figure)


def _place_prose(line: Line, section: Section | None, layout: Layout, faults: FaultList) -> None:
    try:
        listed = any(block.is_item for block in blocks(line.text))
        clean = Line(line.number, plain_text(line.text), place=line.place, listed=listed)
    except MarkupError as error:
        faults.add(line.number, str(error))
        return
    if not clean.text:
        return
    if section is None:
        if not _SUBHEADING.fullmatch(_without_number(clean.text)):
            layout.preamble.append(clean)
    elif section.instrument and not section.rows:
        section.prose.append(clean)
    else:
        layout.unread.append(clean)


def _without_number(text: str) -> str:
    number = _LIST_NUMBER.match(text)
    return text[number.end() :] if number else text


def _shown(line: Line) -> str:
    return clipped(normalise(line.text))
