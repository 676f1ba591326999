"""Lines of a measures document -> what was understood of it, and every fault with its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped
from measures.importing.faults import Fault, FaultList, Notice
from measures.importing.layout import Section, before_tables, read_layout
from measures.importing.lines import Line, Lines, split_lines
from measures.importing.names.own_agency import Naming, namings_of
from measures.importing.official_names import YearFramework
from measures.importing.preamble import Identity, read_identity, read_introduction, read_level, read_total
from measures.importing.reading_notices import document_notices, warn_of_prose
from measures.importing.rows import IndicatorRow, RowReader, Unassigned

Framework = Callable[[int], YearFramework | None]
Years = tuple[int | None, int | None]


@dataclass(frozen=True)
class MeasuresDocument:
    """All that a measures document says. Years are B.E., None only within a Reading that found none.

    `total` is None and `level` "" when not named.

    `analyses` maps an instrument's code to its analysis text, for those that have one; `warnings` is what
    staff should look at, `namings` are the places in which the document names its agency.
    """

    agency_name: str
    district: str
    province: str
    title: str
    fiscal_year: int | None
    result_year: int | None
    total: Decimal | None
    level: str
    introduction: str
    analyses: dict[str, str]
    rows: tuple[IndicatorRow, ...]
    warnings: tuple[Notice, ...]
    namings: tuple[Naming, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was understood of a document and, each with its place, what was not.

    In `document` years may be None, a row's score None and its actions none. `unassigned` are texts that
    belong to no known indicator.
    """

    document: MeasuresDocument
    unassigned: tuple[Unassigned, ...]
    faults: tuple[Fault, ...]


def read_document(text: str, framework: Callable[[int], YearFramework | None]) -> MeasuresDocument:
    """Read a measures document in a text; `framework(result_year)` gives the official names of that year.

    Raises DocumentError with all faults found, and nothing else, whatever the text.
    """
    return read_faultless(Lines(split_lines(text, FaultList())), framework)


def read_faultless(lines: Lines, framework: Framework, years: Years = (None, None)) -> MeasuresDocument:
    """Read the lines of a document that must be understood in full. Raises DocumentError with all faults."""
    faults = FaultList()
    for fault in lines.lost:
        faults.add(fault.line, fault.message, fault.place)
    document = _read(lines, framework, faults, years)[0]
    faults.raise_if_any()
    return replace(document, warnings=(*lines.notices, *document.warnings))


def read_lines(lines: Lines, framework: Framework, years: Years = (None, None)) -> Reading:
    """Read the lines of a document of any kind as far as they can be understood; never raises.

    `years` are (measures, result) that staff gave; None where the document decides.
    """
    faults = FaultList(strict=False)
    for fault in lines.lost:
        faults.add(fault.line, fault.message, fault.place)
    document, unassigned, left = _read(lines, framework, faults, years)
    for line in left:
        unassigned.append(Unassigned(line.place_of(), "", line.text, line.number, line.text))
        message = f"ข้อความนี้อยู่นอกตารางและบทวิเคราะห์ จึงไม่ได้อ่าน: “{clipped(line.text, 200)}”"
        faults.add(line.number, message)
    kept = [notice for notice in document.warnings if notice.code != "text_unread"]
    unassigned.sort(key=lambda each: each.line)
    return Reading(replace(document, warnings=(*lines.notices, *kept)), tuple(unassigned), faults.found())


def _read(
    source: Lines, framework: Framework, faults: FaultList, years: Years
) -> tuple[MeasuresDocument, list[Unassigned], list[Line]]:
    """(MeasuresDocument, unassigned texts, lines that were not read)."""
    lines = source.lines
    faults.places = {line.number: line.place for line in lines if line.place}
    notices: list[Notice] = []
    above = before_tables(lines)
    identity = read_identity(above, faults, years)
    names = _names(identity, framework, faults)
    layout = read_layout(lines, names, faults)
    if not layout.tables:
        faults.add(None, "ไม่พบตารางที่มีหัวตาราง ตัวชี้วัด คะแนน แนวทางการแก้ไขปรับปรุง คั่นด้วยแท็บ")
    elif not any(section.rows for section in layout.sections):
        faults.add(None, "ไม่พบแถวข้อมูลใต้หัวตาราง")
    reader = RowReader(names, faults)
    sections = [(section, reader.read(section)) for section in layout.sections]
    rows = reader.joined(row for _, found in sections for row in found)
    for fault in source.dated:
        if fault.place not in reader.dated:
            faults.add(fault.line, fault.message, fault.place)
    introduction = read_introduction(layout.preamble, identity)
    headings = [line for line in layout.preamble if line.number in identity.heading_lines]
    total = read_total(introduction, headings, faults, notices)
    level = read_level([*introduction, *headings], notices)
    aside = [*layout.stray, *warn_of_prose(introduction, sections, names, notices)]
    strays = [Unassigned(line.place_of(), "", line.text, line.number, line.text) for line in aside]
    unassigned = [*reader.unassigned, *strays]
    document = MeasuresDocument(
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
        warnings=(
            *notices,
            *reader.notices,
            *document_notices(identity, sections, rows, names, layout.unread),
        ),
        namings=namings_of(
            source,
            above,
            identity.title_line,
            max((row.line.number for section in layout.sections for row in section.rows), default=0),
        ),
    )
    return document, unassigned, layout.unread


def _names(identity: Identity, framework: Framework, faults: FaultList) -> YearFramework:
    """The names of the result year, or of the year before the measures when it is not named; else none."""
    year = identity.result_year or (identity.fiscal_year and identity.fiscal_year - 1)
    if year is None:
        return YearFramework(0)
    names = framework(year)
    if names is None and identity.result_year:
        faults.add(None, f"ยังไม่มีชุดตัวชี้วัดของปี {thai_digits(year)}")
    return names or YearFramework(year)


def _analyses(sections: Sequence[tuple[Section, list[IndicatorRow]]]) -> dict[str, str]:
    """Analysis text by instrument: that of the section's rows, or of its heading when they are not of one."""
    texts: dict[str, list[str]] = {}
    for section, rows in sections:
        found = {row.instrument for row in rows}
        if section.prose and section.instrument:
            code = found.pop() if len(found) == 1 else section.instrument.code
            texts.setdefault(code, []).extend(line.text for line in section.prose)
    return {code: "\n".join(paragraphs) for code, paragraphs in texts.items()}
