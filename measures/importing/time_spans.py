"""A time as documents print it -> first and last day: ต.ค. 63 – ก.ย. 64, ไตรมาส ๒ ปี ๒๕๖๔."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from ita_portal.thai.dates import (
    BUDDHIST_ERA_OFFSET,
    MONTH_NUMBERS,
    parse_buddhist_date,
    parse_year_be,
    squashed,
)
from ita_portal.thai.digits import ascii_digits, thai_digits
from ita_portal.thai.text import clipped, normalise

FARTHEST = 3  # years between the plan and a time in it
LONGEST = 200
_FILLING = re.compile(r"พ\. ?ศ\.|วันที่|เดือน")
_BY = re.compile(r"(?:ดำเนินการ(?:ให้)?)?(?:แล้วเสร็จ)? ?(?:ภายใน|ไม่เกิน) ?")
_FROM = re.compile(r"(?:ตั้งแต่|เริ่ม(?:ตั้งแต่)?) ?")
_ONWARD = re.compile(r" ?เป็นต้นไป")
_BETWEEN = re.compile(r" ?(?:[-\u2010-\u2015\u2212]|ถึง|จนถึง) ?")
_YEAR = r"(?P<year>[0-9][0-9oO]{3}|[0-9]{2})"
_DAY = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?(?P<month>[ก-๎. ]+?) ?(?:{_YEAR})?")
_FIGURES = re.compile(rf"(?P<day>[0-9]{{1,2}})(?P<sep>[/.-])(?P<month>[0-9]{{1,2}})(?P=sep){_YEAR}")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_MONTH = re.compile(rf"(?P<month>[ก-๎. ]+?) ?(?:{_YEAR})?")
_DAY_ALONE = re.compile(r"(?P<day>[0-9]{1,2})")
_QUARTER = re.compile(
    r"ไตรมาส(?:ที่)? ?(?P<first>[1-4])(?: ?(?:[-\u2010-\u2015]|ถึง|และ) ?(?:ไตรมาส(?:ที่)? ?)?(?P<last>[1-4]))?"
    rf" ?(?:ของ)? ?(?:/|\(?ปี(?:งบประมาณ)?)? ?{_YEAR}\)?"
)
_FISCAL_YEAR = re.compile(rf"(?:ตลอด)?(?:ทั้ง)?ปีงบประมาณ ?{_YEAR}")
BY_QUARTER = "อ่านไตรมาสตามปีงบประมาณ (ไตรมาสที่ ๑ คือ ต.ค.–ธ.ค.)"
BY_ONE_DAY = "มีวันเดียว จึงอ่านเป็นกำหนดแล้วเสร็จ"


@dataclass(frozen=True)
class Span:
    """First and last day; None where the text does not say. `remark` says in Thai what had to be assumed."""

    first: date | None
    last: date | None
    remark: str = ""


class _Unit(TypedDict):
    """A day or a month as printed, None where it does not say; `month` is its number."""

    day: str | None
    month: int | None
    year: str | None


def read_span(text: str, near: int | None) -> Span:
    """The Span of a printed time; `near` is the fiscal year (B.E.) of the plan, for years of two digits.

    Raises ValueError with a Thai sentence when the text is no such time, or only in part.
    """
    if len(text) > LONGEST:
        raise ValueError("ข้อความยาวเกินกว่าจะเป็นวันที่")
    written = _tidy(text)
    for pattern, read in ((_QUARTER, _quarters), (_FISCAL_YEAR, _fiscal_year)):
        if match := pattern.fullmatch(written):
            return read(match, near)
    if match := _BY.match(written):
        return Span(None, _single(written[match.end() :], near, text)[1])
    onward, begins = _ONWARD.search(written), _FROM.match(written)
    if onward and onward.end() == len(written):
        return Span(_single(written[begins.end() if begins else 0 : onward.start()], near, text)[0], None)
    if begins:
        written = written[begins.end() :]
    if not _ISO.fullmatch(written) and not _FIGURES.fullmatch(written):
        pieces = _BETWEEN.split(written)
        if len(pieces) == 2:
            return _between(pieces[0], pieces[1], near, text)
    first, last = _single(written, near, text)
    if begins:
        return Span(first, None)
    return Span(None, last, BY_ONE_DAY) if first == last else Span(first, last)


def _tidy(text: str) -> str:
    return normalise(_FILLING.sub(" ", ascii_digits(normalise(text)).replace("\n", " "))).strip(" .:")


def _single(piece: str, near: int | None, text: str) -> tuple[date, date]:
    """(first, last) of one day or one month that names its year."""
    found = _unit(piece)
    if found is None or found["year"] is None or found["month"] is None:
        raise ValueError(f"“{clipped(normalise(text))}” ไม่ใช่วันที่หรือช่วงเวลาที่อ่านได้")
    return _days(found["day"], found["month"], _full_year(found["year"], near))


def _between(first: str, last: str, near: int | None, text: str) -> Span:
    """A span of two units; the first may leave out what the second says."""
    end, start = _unit(last), _unit(first)
    if start is None or end is None or end["year"] is None or end["month"] is None:
        raise ValueError(f"“{clipped(normalise(text))}” ไม่ใช่ช่วงเวลาที่อ่านได้")
    year = _full_year(end["year"], near)
    month = end["month"] if start["month"] is None else start["month"]
    begin = _full_year(start["year"], near) if start["year"] else year - (month > end["month"])
    first_day, last_day = _days(start["day"], month, begin)[0], _days(end["day"], end["month"], year)[1]
    if first_day > last_day:
        raise ValueError(f"“{clipped(normalise(text))}” เริ่มหลังจากสิ้นสุด")
    return Span(first_day, last_day)


def _unit(piece: str) -> _Unit | None:
    """day, month and year (as printed) of one unit, None where it does not say; None when it is none."""
    piece = piece.strip(" .") if not _MONTH.fullmatch(piece) else piece.strip()
    for pattern in (_ISO, _FIGURES, _DAY, _MONTH, _DAY_ALONE):
        match = pattern.fullmatch(piece)
        if not match:
            continue
        found: dict[str, str | None] = match.groupdict()
        month, number = found.get("month"), None
        if month is not None:
            number = int(month) if month.isdigit() else MONTH_NUMBERS.get(squashed(month))
            if number is None:
                continue
        return {"day": found.get("day"), "month": number, "year": found.get("year")}
    return None


def _days(printed_day: str | None, month: int, year: int) -> tuple[date, date]:
    """(first, last) day of a day or, without one, of a month in a year (B.E.)."""
    if printed_day:
        day = parse_buddhist_date(f"{int(printed_day)}/{month}/{year}")
        return day, day
    try:
        return _month(year - BUDDHIST_ERA_OFFSET, month)
    except (calendar.IllegalMonthError, ValueError):
        raise ValueError(f"ไม่มีเดือนที่ {thai_digits(month)}") from None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _full_year(printed: str, near: int | None) -> int:
    """The year (B.E.) of two or four printed digits."""
    short = len(printed) == 2
    year = 2500 + int(printed) if short else parse_year_be(printed)
    if short and (near is None or abs(year - near) > FARTHEST):
        raise ValueError(f"ปี “{thai_digits(printed)}” สองหลักไม่แน่ว่าเป็นปีใด")
    if near is not None and abs(year - near) > FARTHEST:
        raise ValueError(f"ปี “{thai_digits(printed)}” ห่างจากปีของมาตรการ ({thai_digits(near)}) มากผิดปกติ")
    return year


def _quarters(match: re.Match[str], near: int | None) -> Span:
    year = _full_year(match["year"], near)
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if first > last:
        raise ValueError("ไตรมาสแรกอยู่หลังไตรมาสสุดท้าย")
    begin, end = (_month_of_fiscal_year(year, place) for place in (3 * first - 3, 3 * last - 1))
    return Span(begin[0], end[1], BY_QUARTER)


def _fiscal_year(match: re.Match[str], near: int | None) -> Span:
    year = _full_year(match["year"], near)
    return Span(_month_of_fiscal_year(year, 0)[0], _month_of_fiscal_year(year, 11)[1])


def _month_of_fiscal_year(year: int, place: int) -> tuple[date, date]:
    """(first, last) day of a month of a fiscal year (B.E.), counted from October as 0."""
    months = place + 10
    return _month(year - BUDDHIST_ERA_OFFSET - (months <= 12), (months - 1) % 12 + 1)
