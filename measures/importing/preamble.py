"""What stands above the tables: agency, place, title, the two years, total, level, introduction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_portal.thai.dates import parse_year_be
from ita_portal.thai.digits import parse_score, thai_digits
from ita_portal.thai.text import normalise
from measures.importing.faults import FaultList, Notice
from measures.importing.lines import Line
from measures.importing.names.bodies import bodies_in

_DISTRICT = re.compile(r"(?:อำเภอ|(?<!\S)อ\.) ?([^\s(),]+?)(?=[\s(),]|$|จังหวัด)")
_PROVINCE = re.compile(r"(?:จังหวัด|(?<!\S)จ\.) ?([^\s(),]+)")
_YEAR = re.compile(r"(?:ปีงบประมาณ|ประจำปี|พ\. ?ศ\.|ปี) ?(?:พ\. ?ศ\.)? ?([0-9๐-๙][0-9๐-๙oO]{2,})(?![A-Za-z])")
_TOTAL = re.compile(r"(ได้ ?)?(?:ร้อยละ|คะแนนรวม|คะแนนเฉลี่ย|คะแนน)(?: ?เท่ากับ)? ?([0-9๐-๙][0-9๐-๙.,]*)")
_LEVEL = re.compile(
    r"ระดับ(?:ผลการประเมิน|ผลคะแนน)? ?:? ?"
    r"(AA|[A-F]|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)(?![A-Za-z])"
)
_SPEAKS_OF_RESULT = re.compile("ประเมิน|ผลคะแนน")


@dataclass(frozen=True)
class Identity:
    """Whose document it is and of which years (B.E.); None or "" where the document does not say."""

    agency_name: str = ""
    district: str = ""
    province: str = ""
    title: str = ""
    fiscal_year: int | None = None
    result_year: int | None = None
    heading_lines: frozenset[int] = frozenset()
    swapped: bool = False
    title_line: int | None = None


def read_identity(
    lines: Sequence[Line], faults: FaultList, given: tuple[int | None, int | None] = (None, None)
) -> Identity:
    """The Identity in the lines above the first table; what must be there and is not is added to `faults`.

    `given` are (measures year, result year) that count before those of the document.
    """
    texts = [(line.number, normalise(line.text)) for line in lines]
    agency_name, district, province, place_line = _agency(texts)
    if not agency_name:
        faults.add(None, "ไม่พบชื่อหน่วยงาน เช่น องค์การบริหารส่วนตำบล… เหนือตารางแรก")
    title_line, title = next((pair for pair in texts if "มาตรการ" in pair[1]), (None, ""))
    fiscal_year, result_year, swapped = _years(texts, title_line, faults, given)
    headings = frozenset(number for number in (title_line, place_line) if number is not None)
    return Identity(
        agency_name, district, province, title, fiscal_year, result_year, headings, swapped, title_line
    )


def _agency(texts: list[tuple[int, str]]) -> tuple[str, str, str, int | None]:
    """(name, district, province, line of its own or None); a line that begins with the name is preferred."""
    found = []
    for number, text in texts:
        found += [(body.start > 0, len(body.name), number, text, body) for body in bodies_in(text)]
    if not found:
        return "", "", "", None
    inside, _, number, text, body = min(found, key=lambda each: each[:3])
    place = text[body.end :]
    district, province = _DISTRICT.search(place), _PROVINCE.search(place)
    name = str(body)
    own_line = None if inside or _SPEAKS_OF_RESULT.search(text) else number
    return name, district[1] if district else "", province[1] if province else "", own_line


def _years(
    texts: list[tuple[int, str]],
    title_line: int | None,
    faults: FaultList,
    given: tuple[int | None, int | None],
) -> tuple[int | None, int | None, bool]:
    """(measures year, result year, whether they stood the other way round): the first year of the title or a
    line beside it, and the first year in what is said about a result. None where a fault was added."""
    fiscal_year = result_year = None
    for number, text in texts:
        about_result = _SPEAKS_OF_RESULT.search(text)
        for match in _YEAR.finditer(text):
            year = _year(number, match[1], faults)
            if fiscal_year is None and (number == title_line or not about_result):
                fiscal_year = year
            elif result_year is None and about_result:
                result_year = year
    swapped = bool(fiscal_year and result_year == fiscal_year + 1) and given == (None, None)
    if swapped:  # "… ตามผลปี ๒๕๖๓ ประจำปี ๒๕๖๔" in one title
        fiscal_year, result_year = result_year, fiscal_year
    fiscal_year, result_year = given[0] or fiscal_year, given[1] or result_year
    if fiscal_year is None:
        faults.add(title_line, "ไม่พบปีงบประมาณของมาตรการ เช่น “มาตรการ… ประจำปีงบประมาณ พ.ศ. ๒๕๖๔”")
    if result_year is None:
        faults.add(None, "ไม่พบปีของผลการประเมิน เช่น “การประเมิน… ประจำปีงบประมาณ ๒๕๖๓”")
    return fiscal_year or None, result_year or None, swapped


def _year(number: int, text: str, faults: FaultList) -> int:
    """The year, or 0 with a fault added."""
    try:
        return parse_year_be(text)
    except ValueError as error:
        faults.add(number, str(error))
        return 0


def read_introduction(preamble: Sequence[Line], identity: Identity) -> list[Line]:
    """The paragraphs (lines) above the first section, without the lines of title and agency."""
    return [line for line in preamble if line.number not in identity.heading_lines]


def read_total(
    paragraphs: list[Line], headings: list[Line], faults: FaultList, notices: list[Notice]
) -> Decimal | None:
    """The announced total as Decimal, or None with a notice when none or more than one is named.

    In the lines of title and agency only what is said to have been reached ("ได้") counts.
    """
    found = [
        (line.number, match)
        for line in [*paragraphs, *headings]
        for match in _TOTAL.finditer(line.text.replace("\n", " "))
        if match[1] or line in paragraphs
    ]
    announced = [each for each in found if each[1][1]] or found
    totals: dict[Decimal, int] = {}
    for number, match in announced:
        try:
            totals.setdefault(parse_score(match[2].rstrip(".,")), number)
        except ValueError as error:
            faults.add(number, f"คะแนนรวม: {error}")
    if len(totals) == 1:
        return next(iter(totals))
    if totals:
        figures = ", ".join(map(thai_digits, totals))
        message = f"พบคะแนนรวมมากกว่าหนึ่งค่า ({figures}) จึงไม่ได้เลือกค่าใด กรุณากรอกเอง"
        notices.append(Notice("total_unclear", tuple(dict.fromkeys(totals.values())), message))
    else:
        notices.append(Notice("total_missing", (), "เอกสารไม่ได้บอกคะแนนรวม จึงเว้นไว้ ไม่ได้คำนวณให้"))
    return None


def read_level(paragraphs: Sequence[Line], notices: list[Notice]) -> str:
    """The announced level as printed, or "" with a notice."""
    for line in paragraphs:
        match = _LEVEL.search(line.text)
        if match:
            return match[1]
    notices.append(Notice("level_missing", (), "เอกสารไม่ได้บอกระดับผลการประเมิน จึงเว้นไว้"))
    return ""
