"""Text of a measures document -> MeasuresDocument, or every fault of it at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ita_portal.thai import ascii_digits, clipped, parse_score, thai_digits
from measures.importing.actions_text import ActionText, read_actions
from measures.importing.faults import FaultList, Notice
from measures.importing.framework import YearFramework
from measures.importing.layout import before_tables, read_layout, split_lines
from measures.importing.markup import MarkupError, plain_text
from measures.importing.preamble import read_identity, read_introduction, read_level, read_total
from measures.importing.reading_notices import document_notices

_PRINTED_NAME = re.compile(r"(?:ตัวชี้วัดที่ ?)?(?:([0-9๐-๙]{1,2})(?![0-9๐-๙])[.)]? ?)?(.*)", re.DOTALL)


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator as the document has it, under its official number, instrument and name."""

    line: int
    printed_number: int | None
    number: int
    instrument: str
    name_as_printed: str
    name: str
    score: Decimal
    actions: tuple[ActionText, ...]


@dataclass(frozen=True)
class MeasuresDocument:
    """All that a measures document says. Years are B.E.; `total` is None and `level` "" when not named.

    `analyses` maps an instrument's code to its analysis text, for those that have one; `warnings` is what
    staff should look at.
    """

    agency_name: str
    district: str
    province: str
    title: str
    fiscal_year: int
    result_year: int
    total: Decimal | None
    level: str
    introduction: str
    analyses: dict[str, str]
    rows: tuple[IndicatorRow, ...]
    warnings: tuple[Notice, ...]


def read_document(text: str, framework: Callable[[int], YearFramework | None]) -> MeasuresDocument:
    """Read a measures document; `framework(result_year)` gives the official names of that year.

    Raises DocumentError with all faults found, and nothing else, whatever the text.
    """
    faults, notices = FaultList(), []
    lines = split_lines(text, faults)
    identity = read_identity(before_tables(lines), faults)
    names = _names(identity.result_year, framework, faults)
    layout = read_layout(lines, names, faults)
    if not layout.tables:
        faults.add(None, "ไม่พบตารางที่มีหัวตาราง ตัวชี้วัด คะแนน แนวทางการแก้ไขปรับปรุง คั่นด้วยแท็บ")
    elif not any(section.rows for section in layout.sections):
        faults.add(None, "ไม่พบแถวข้อมูลใต้หัวตาราง")
    sections = [(section, _rows(section, names, faults)) for section in layout.sections]
    rows = tuple(row for _, found in sections for row in found)
    _refuse_repeats(rows, faults)
    introduction = read_introduction(layout.preamble, identity)
    total = read_total(introduction, faults, notices)
    level = read_level(introduction, notices)
    faults.raise_if_any()
    return MeasuresDocument(
        agency_name=identity.agency_name,
        district=identity.district,
        province=identity.province,
        title=identity.title,
        fiscal_year=identity.fiscal_year,
        result_year=identity.result_year,
        total=total,
        level=level,
        introduction="\n".join(line.text for line in introduction),
        analyses=_analyses(sections),
        rows=rows,
        warnings=(*notices, *document_notices(identity, sections, rows, names, layout.unread)),
    )


def _names(result_year, framework, faults):
    """The names of the year; an empty set of names, with a fault, when the year is not known."""
    if result_year is None:
        return YearFramework(0)
    names = framework(result_year)
    if names is None:
        faults.add(None, f"ยังไม่มีชุดตัวชี้วัดของปี {thai_digits(result_year)}")
    return names or YearFramework(result_year)


def _rows(section, names, faults):
    rows = (_row(row, names, faults) for row in section.rows)
    return [row for row in rows if row is not None]


def _row(row, names, faults):
    """The IndicatorRow of a table row, or None with its faults added."""
    try:
        printed, figure = (plain_text(cell).replace("\n", " ") for cell in row.cells[:2])
        actions = read_actions(row.cells[2])
    except MarkupError as error:
        faults.add(row.line, str(error))
        return None
    printed_number, name = _PRINTED_NAME.fullmatch(printed).groups()
    indicator = names.indicator(name)
    if indicator is None and names.indicators:
        faults.add(row.line, _unknown(name, names))
    if not actions:
        faults.add(row.line, f"ตัวชี้วัด “{clipped(name)}” ไม่มีแนวทางการแก้ไขปรับปรุง")
    try:
        score = parse_score(figure)
    except ValueError as error:
        faults.add(row.line, str(error))
        return None
    if indicator is None or not actions:
        return None
    return IndicatorRow(
        line=row.line,
        printed_number=int(ascii_digits(printed_number)) if printed_number else None,
        number=indicator.number,
        instrument=indicator.instrument,
        name_as_printed=name,
        name=indicator.name,
        score=score,
        actions=actions,
    )


def _unknown(name, names):
    year = thai_digits(names.year_be)
    message = f"ไม่รู้จักตัวชี้วัด “{clipped(name)}” ในปี {year}"
    nearest = names.nearest_indicator(name)
    return f"{message} ชื่อที่ใกล้ที่สุดคือ “{nearest.name}”" if nearest else message


def _refuse_repeats(rows, faults):
    first_lines = {}
    for row in rows:
        first = first_lines.setdefault(row.number, row.line)
        if first != row.line:
            faults.add(row.line, f"ตัวชี้วัด “{row.name}” ซ้ำกับบรรทัดที่ {thai_digits(first)}")


def _analyses(sections):
    """Analysis text by instrument: that of the section's rows, or of its heading when they are not of one."""
    texts = {}
    for section, rows in sections:
        found = {row.instrument for row in rows}
        if section.prose:
            code = found.pop() if len(found) == 1 else section.instrument.code
            texts.setdefault(code, []).extend(line.text for line in section.prose)
    return {code: "\n".join(paragraphs) for code, paragraphs in texts.items()}
