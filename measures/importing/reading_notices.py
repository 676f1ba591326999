"""What is odd in a document that could be read: each notice says what stands there and how it was read."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped
from measures.importing.actions_text import HARD_MARKS, SOFT_MARKS
from measures.importing.faults import Notice
from measures.importing.layout import Section
from measures.importing.lines import Line
from measures.importing.official_names import YearFramework, name_key
from measures.importing.preamble import Identity
from measures.importing.rows import IndicatorRow

Sections: TypeAlias = Sequence[tuple[Section, list[IndicatorRow]]]

MOST_LISTED = 10
_SCORE = re.compile(r"(?<![0-9๐-๙.,])(?:[0-9๐-๙]{1,2}[.][0-9๐-๙]{1,2}|(?:100|๑๐๐)[.](?:00|๐๐))(?![0-9๐-๙])")
_LISTED = re.compile(rf"\s*(?:[{re.escape(SOFT_MARKS + HARD_MARKS)}]|[0-9๐-๙]{{1,2}}[.)](?![0-9๐-๙]))")


def document_notices(
    identity: Identity,
    sections: Sections,
    rows: Sequence[IndicatorRow],
    names: YearFramework,
    unread: Sequence[Line],
) -> list[Notice]:
    """All notices about a document, in the order of their subject."""
    return [
        *_years_swapped(identity),
        *_years_apart(identity),
        *_place_missing(identity),
        *_section_headings(sections),
        *_numbering(rows),
        *_indicators_missing(rows, names),
        *_text_unread(unread),
    ]


def _years_swapped(identity: Identity) -> Iterator[Notice]:
    if identity.swapped and identity.fiscal_year and identity.result_year:
        fiscal, result = thai_digits(identity.fiscal_year), thai_digits(identity.result_year)
        message = f"เอกสารเขียนปี {result} ก่อนปี {fiscal} จึงอ่านปี {result} เป็นปีของผล และปี {fiscal} เป็นปีของมาตรการ"
        yield Notice("years_swapped", (), message)


def _years_apart(identity: Identity) -> Iterator[Notice]:
    if identity.result_year is None or identity.fiscal_year is None:
        return
    if identity.result_year == identity.fiscal_year - 1:
        return
    fiscal, result = thai_digits(identity.fiscal_year), thai_digits(identity.result_year)
    message = f"มาตรการเป็นของปี {fiscal} แต่อ้างผลการประเมินปี {result} ปกติต้องเป็นผลของปีก่อนหน้า จึงอ่านตามที่พิมพ์"
    yield Notice("years_apart", (), message)


def _place_missing(identity: Identity) -> Iterator[Notice]:
    for name, value in (("อำเภอ", identity.district), ("จังหวัด", identity.province)):
        if not value:
            yield Notice("place_missing", (), f"เอกสารไม่ได้บอก{name}ของหน่วยงาน จึงเว้นไว้")


def _section_headings(sections: Sections) -> Iterator[Notice]:
    for section, rows in sections:
        if section.line is None or section.instrument is None:
            continue
        printed = section.instrument.code
        others = [row for row in rows if row.instrument != printed]
        if others:
            read_as = " และ ".join(dict.fromkeys(row.instrument for row in others))
            named = ", ".join(row.name for row in others)
            message = (
                f"{section.line.place_of()}: หัวข้อพิมพ์ว่า {printed} แต่ตัวชี้วัดในตาราง "
                f"({named}) เป็นของ {read_as} จึงอ่านเป็น {read_as}"
            )
            yield Notice("section_heading", (section.line.number,), message)


def _numbering(rows: Sequence[IndicatorRow]) -> Iterator[Notice]:
    printed = [(row, row.printed_number) for row in rows if row.printed_number is not None]
    wrong = [(row, number) for row, number in printed if number != row.number]
    if not wrong:
        return
    restarts = any(later <= earlier for (_, earlier), (_, later) in pairwise(printed))
    code, what = (
        ("numbering_restarts", "เลขตัวชี้วัดเริ่มนับใหม่")
        if restarts
        else ("numbering_differs", "เลขตัวชี้วัดไม่ตรงกับเลขทางการ")
    )
    each = ", ".join(
        f"{row.place} พิมพ์ {thai_digits(number)} อ่านเป็นตัวชี้วัดที่ {thai_digits(row.number)}"
        for row, number in wrong
    )
    yield Notice(code, tuple(row.line for row, _ in wrong), f"{what}: {each}")


def _indicators_missing(rows: Sequence[IndicatorRow], names: YearFramework) -> Iterator[Notice]:
    found = {row.number for row in rows}
    missing = [each for each in names.indicators if each.number not in found]
    if missing:
        listed = ", ".join(f"{thai_digits(each.number)}. {each.name}" for each in missing)
        yield Notice("indicators_missing", (), f"เอกสารไม่มีตัวชี้วัด {listed} จึงไม่ได้อ่านคะแนนและมาตรการของตัวชี้วัดนั้น")


def _text_unread(unread: Sequence[Line]) -> Iterator[Notice]:
    if not unread:
        return
    listed = ", ".join(f"{line.place_of()} “{clipped(line.text)}”" for line in unread[:MOST_LISTED])
    more = f" และอีก {thai_digits(len(unread) - MOST_LISTED)} บรรทัด" if len(unread) > MOST_LISTED else ""
    message = f"ข้อความนอกตารางและบทวิเคราะห์ไม่ได้ถูกอ่าน: {listed}{more}"
    yield Notice("text_unread", tuple(line.number for line in unread), message)


def warn_of_prose(
    introduction: Sequence[Line], sections: Sections, names: YearFramework, notices: list[Notice]
) -> list[Line]:
    """Name prose that may hold a score or a measure: it was kept as text, and nothing was taken from it.

    Returns those lines.
    """
    keys = [name_key(name) for each in names.indicators for name in (each.name, *each.aliases)]
    prose = [*introduction, *(line for section, _ in sections for line in section.prose)]
    found = []
    for line in prose:
        key = name_key(line.text)
        what = []
        if _SCORE.search(line.text) and any(name in key for name in keys):
            what.append("คะแนนของตัวชี้วัด")
        if line.listed or any(_LISTED.match(part) for part in line.text.split("\n")):
            what.append("รายการเป็นข้อ")
        if what:
            message = (
                f"{line.place_of()}: ข้อความนี้มี{'และ'.join(what)} แต่ไม่ได้อยู่ในตาราง "
                f"จึงเก็บเป็นข้อความเท่านั้น: “{clipped(line.text, 120)}”"
            )
            notices.append(Notice("prose_kept", (line.number,), message))
            found.append(line)
    return found
