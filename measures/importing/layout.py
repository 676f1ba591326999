"""Where things stand in a document: paragraphs, section headings and the rows of its tables.

Cells are separated by tabs. A table begins with a row of column names.
"""

import re
from dataclasses import dataclass, field

from ita_portal.thai import clipped, normalise, thai_digits
from measures.importing.framework import InstrumentName
from measures.importing.markup import MarkupError, plain_text

COLUMNS = ("ตัวชี้วัด", "คะแนน", "แนวทางการแก้ไขปรับปรุง")
_COLUMN_WORDS = (r"ตัวชี้วัด", r"คะแนน", r"แนวทาง|มาตรการ|วิธีการ|การดำเนินการ|ปรับปรุง")
LONGEST_HEADING = 200
MOST_LINES = 20_000
_LIST_NUMBER = re.compile(r"\s*[0-9๐-๙]{1,2}[.)]\s*")
_SUBHEADING = re.compile(r"(?:ผล)?(?:การ)?วิเคราะห์ผลการประเมิน(?:(?:ในแต่ละ|แต่ละ|ราย|ตาม)ตัวชี้วัด)? ?:?")


@dataclass(frozen=True)
class Line:
    """A line of the document: its number, from 1, and its text."""

    number: int
    text: str


@dataclass(frozen=True)
class TableRow:
    """A row under a table's column names: line number and its three cells as they stand."""

    line: int
    cells: tuple[str, str, str]


@dataclass
class Section:
    """What stands under one heading: prose before the table, then rows. No heading: both are None."""

    line: int | None = None
    instrument: InstrumentName | None = None
    prose: list[Line] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)


@dataclass
class Layout:
    """Paragraphs before the first section, the sections, and lines that belong to neither."""

    preamble: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    tables: int = 0


def split_lines(text, faults):
    """All lines of a document that hold anything; \\n, \\r\\n and \\r end a line."""
    lines = re.split("\r\n|[\r\n]", text)
    if len(lines) > MOST_LINES:
        faults.add(None, f"เอกสารยาวเกิน {thai_digits(f'{MOST_LINES:,}')} บรรทัด จึงไม่ได้อ่าน")
        faults.raise_if_any()
    return [Line(number, line) for number, line in enumerate(lines, 1) if normalise(line)]


def before_tables(lines):
    """The lines above the first table."""
    for index, line in enumerate(lines):
        if _is_header(_cells(line.text)):
            return lines[:index]
    return [line for line in lines if len(_cells(line.text)) == 1]


def read_layout(lines, framework, faults):
    """The Layout of the document's lines; what is not a table of three columns is added to `faults`."""
    layout = Layout()
    section, in_table, columns_known, last_row = None, False, False, None
    for line in lines:
        cells = _cells(line.text)
        heading = _heading(line, framework) if len(cells) == 1 else None
        if heading:
            section, in_table = Section(line.number, heading), False
            layout.sections.append(section)
        elif _is_header(cells):
            if section is None:
                section = Section()
                layout.sections.append(section)
            in_table, columns_known, last_row = True, _columns_are_known(line, cells, faults), line.number
            layout.tables += 1
        elif in_table and (len(cells) > 1 or line.number == last_row + 1):
            last_row = line.number
            if columns_known:
                _read_row(line, cells, section, faults)
        elif _is_stray_row(cells, framework):
            faults.add(line.number, f"แถวนี้ไม่ได้อยู่ใต้หัวตาราง หรือไม่มีแท็บคั่นช่อง: “{_shown(line)}”")
        else:
            in_table = False
            _place_prose(line, section, layout, faults)
    return layout


def _cells(text):
    cells = [cell.strip() for cell in text.split("\t")]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return filled
    while len(cells) > len(COLUMNS) and not cells[-1]:
        cells.pop()
    return cells


def _heading(line, framework):
    """The instrument that the line is a heading of, or None."""
    if len(line.text) > LONGEST_HEADING:
        return None
    try:
        text = _without_number(plain_text(line.text))
    except MarkupError:
        return None
    return framework.instrument_of_heading(text)


def _is_header(cells):
    """Whether these cells are column names: the first two speak of an indicator and a score, no figures."""
    if len(cells) < 2 or any(len(cell) > LONGEST_HEADING for cell in cells):
        return False
    names = [normalise(cell) for cell in cells]
    return (
        _COLUMN_WORDS[0] in names[0]
        and _COLUMN_WORDS[1] in names[1]
        and not re.search("[0-9๐-๙]", names[0] + names[1])
    )


def _columns_are_known(line, cells, faults):
    if len(cells) == len(COLUMNS) and re.search(_COLUMN_WORDS[2], normalise(cells[2])):
        return True
    expected = ", ".join(COLUMNS)
    faults.add(line.number, f"หัวตารางต้องมี ๓ ช่อง คือ {expected} แต่พบ “{_shown(line)}”")
    return False


def _read_row(line, cells, section, faults):
    if len(cells) != len(COLUMNS):
        found, expected = thai_digits(len(cells)), thai_digits(len(COLUMNS))
        faults.add(line.number, f"แถวนี้มี {found} ช่อง ต้องมี {expected} ช่องคั่นด้วยแท็บ: “{_shown(line)}”")
    else:
        section.rows.append(TableRow(line.number, tuple(cells)))


def _is_stray_row(cells, framework):
    """Whether a line outside a table would be lost as a row: a number, an indicator's name and a figure."""
    numbered = re.match(r"\s*(?:ตัวชี้วัดที่\s*)?[0-9๐-๙]{1,2}[.)]?\s*(?=[^0-9๐-๙\s])", cells[0])
    found = framework.indicator_starting(cells[0][numbered.end() if numbered else 0 :])
    if not found:
        return False
    follows_figure = re.match("[0-9๐-๙]", found[1] or "")
    return len(cells) > 1 or bool(follows_figure)


def _place_prose(line, section, layout, faults):
    try:
        clean = Line(line.number, plain_text(line.text))
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


def _without_number(text):
    number = _LIST_NUMBER.match(text)
    return text[number.end() :] if number else text


def _shown(line):
    return clipped(normalise(line.text))
