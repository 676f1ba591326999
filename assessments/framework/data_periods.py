"""The period of data an OIT item asks for, what a document covers of it, and how the day draws near.

Pure rules: dates in, states and Thai sentences out. Years are Buddhist era, dates C.E., ends included.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeAlias

from ita_portal.thai.dates import BUDDHIST_ERA_OFFSET, MONTHS_SHORT, thai_date_short
from ita_portal.thai.digits import thai_digits

HAND_IN_STEP = "ตอบ OIT"
PREVIOUS, FIRST_HALF, STANDING = "previous_fy", "first_6_months_of_current_fy", "standing"
MONTHLY_CONCEPTS = frozenset({"proc_monthly"})
AMBER_DAYS = 30
GREEN, AMBER, RED, UNKNOWN, NOT_ASKED = "green", "amber", "red", "unknown", "not_asked"
COLOUR_NAMES = {GREEN: "เขียว", AMBER: "เหลือง", RED: "แดง", UNKNOWN: "ยังไม่รู้", NOT_ASKED: "ไม่เกี่ยวข้อง"}
NONE_THIS_PERIOD = "none_this_period"  # the answer, as stored


Period: TypeAlias = tuple[date, date]  # first and last day


class YearWithCalendar(Protocol):
    """What is asked of a FiscalYear: its number (B.E.) and the steps of its calendar."""

    @property
    def year_be(self) -> int: ...

    @property
    def calendar(self) -> object: ...


@dataclass(frozen=True)
class CalendarStep:
    """A step of a year's calendar ("" without a name) with its first and last day, None where not known."""

    name: str
    first: date | None
    last: date | None


class DatedItem(Protocol):
    """What is asked of an OITItem: the period of its data and what it is about."""

    @property
    def data_period(self) -> str: ...

    @property
    def concept(self) -> str: ...


@dataclass(frozen=True)
class Due:
    """How an item stands before its day: a colour and the sentence that says why.

    Green is what is declared; what nobody declared yet is unknown, amber near its day, red after it.
    """

    colour: str
    sentence: str

    @property
    def name(self) -> str:
        """The colour as a Thai word, because colour alone says nothing to many readers."""
        return COLOUR_NAMES[self.colour]


def handin_date(year: YearWithCalendar) -> date | None:
    """The last day for answering OIT by a FiscalYear's calendar, or None when it has no such full date."""
    return next((step.last for step in calendar_steps(year.calendar) if step.name == HAND_IN_STEP), None)


def calendar_steps(calendar: object) -> list[CalendarStep]:
    """The CalendarSteps of FiscalYear.calendar in its order; what is no step or no day there is not known."""
    rows = calendar if isinstance(calendar, list) else []
    return [
        CalendarStep(str(row.get("step") or "").strip(), _day(row.get("from")), _day(row.get("to")))
        for row in rows
        if isinstance(row, dict)
    ]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def fiscal_year_period(year_be: int) -> Period:
    """(1 October, 30 September) of a fiscal year."""
    end = year_be - BUDDHIST_ERA_OFFSET
    return date(end - 1, 10, 1), date(end, 9, 30)


def wanted_period(data_period: str, year_be: int) -> Period | None:
    """(first day, last day) of the data an item asks for; None for standing data without a period."""
    if data_period == STANDING:
        return None
    first, last = fiscal_year_period(year_be - 1 if data_period == PREVIOUS else year_be)
    return (first, date(last.year, 3, 31)) if data_period == FIRST_HALF else (first, last)


def period_name(period: Period) -> str:
    """A period as months, "ต.ค. ๒๕๖๓ – มี.ค. ๒๕๖๔"; one month is named once."""
    first, last = (_month(day) for day in period)
    return first if first == last else f"{first} – {last}"


def _month(day: date) -> str:
    return thai_digits(f"{MONTHS_SHORT[day.month - 1]} {day.year + BUDDHIST_ERA_OFFSET}")


def moved_period(period: Period, years: int) -> Period:
    """The same months so many years later; the last day of a month stays the last day."""
    return _moved(period[0], years), _moved(period[1], years)


def _moved(day: date, years: int) -> date:
    month_ends = (day + timedelta(days=1)).month != day.month
    last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, last if month_ends else min(day.day, last))


def period_advice(wanted: Period | None, declared: Period | None) -> str:
    """What is wrong with a declared period (from, to) against the wanted one; "" when it fits.

    Nothing is said where either is None.
    """
    if not wanted or not declared:
        return ""
    said, asked = period_name(declared), period_name(wanted)
    if declared[1] < wanted[0] or declared[0] > wanted[1]:
        return f"ระบุว่าเป็นข้อมูลช่วง {said} แต่ข้อนี้ต้องการช่วง {asked}"
    return ""


def years_advice(wanted: Period | None, years: Collection[int]) -> str:
    """What is wrong with the years (B.E.) found in a document's text; "" when one fits or none was found."""
    if not wanted or not years:
        return ""
    fitting = range(wanted[0].year, wanted[1].year + 1)
    if any(year - BUDDHIST_ERA_OFFSET in fitting for year in years):
        return ""
    found = ", ".join(thai_digits(year) for year in sorted(years)[:5])
    return f"ในข้อความของเอกสารพบปี {found} แต่ไม่พบปีของช่วง {period_name(wanted)}"


def covers(wanted: Period, declared: Iterable[Period]) -> bool:
    """True when the declared periods together hold every day of the wanted one."""
    day = wanted[0]
    for first, last in sorted(declared):
        if first > day:
            break
        day = max(day, last + timedelta(days=1))
    return day > wanted[1]


def due(
    item: DatedItem,
    year: YearWithCalendar,
    declared: Collection[Period],
    today: date,
    *,
    links: int,
    answer: str = "",
) -> Due:
    """The Due of an OITItem: `declared` are the periods of its `links` live links, `year` its FiscalYear.

    Data for a period is due on the hand-in date, amber from 30 days before (a six-month report as soon
    as its months are over); without a date in the calendar nothing turns red. Standing data with a link
    is green; there is no period where the answer is that there was nothing.
    """
    if answer == NONE_THIS_PERIOD:
        return Due(NOT_ASKED, "ตอบว่าไม่มีในรอบนี้ จึงไม่มีช่วงข้อมูลให้ระบุ")
    wanted = wanted_period(item.data_period, year.year_be)
    if wanted is None:
        plain = "เป็นข้อมูลปัจจุบัน ไม่จำกัดรอบ"
        return Due(GREEN, plain) if links else Due(UNKNOWN, f"{plain} แต่ยังไม่มีลิงก์ให้ดู")
    last_day = handin_date(year)
    if item.concept in MONTHLY_CONCEPTS:
        return _monthly_due(wanted, declared, last_day, today)
    asked = period_name(wanted)
    if any(not period_advice(wanted, each) for each in declared) and (
        item.data_period != FIRST_HALF or covers(wanted, declared)
    ):
        return Due(GREEN, f"ระบุช่วงข้อมูล {asked} แล้ว")
    return _open_due(f"ยังไม่มีลิงก์ที่ระบุช่วงข้อมูล {asked}", item, wanted, last_day, today)


def _open_due(problem: str, item: DatedItem, wanted: Period, last_day: date | None, today: date) -> Due:
    if last_day and today > last_day:
        return Due(RED, f"{problem} และเลยวันส่ง {thai_date_short(last_day)} แล้ว")
    ended = item.data_period == FIRST_HALF and today > wanted[1]
    near = last_day and last_day - today <= timedelta(days=AMBER_DAYS)
    if not ended and not near:
        return Due(UNKNOWN, f"{problem} ยังไม่ถึงเวลา")
    if last_day is None:
        return Due(AMBER, f"{problem} ช่วงข้อมูลจบแล้ว ปฏิทินของปีนี้ไม่มีวันส่ง")
    return Due(AMBER, f"{problem} ต้องส่งภายใน {thai_date_short(last_day)} ({days_left(last_day, today)})")


def _monthly_due(wanted: Period, declared: Iterable[Period], last_day: date | None, today: date) -> Due:
    """Monthly data: amber once the newest covered month lies more than a month back, red at the hand-in."""
    newest = max((min(last, wanted[1]) for first, last in declared if first <= wanted[1]), default=None)
    newest = newest if newest and newest >= wanted[0] else None
    said = f"เดือนล่าสุดที่ระบุคือ {_month(newest)}" if newest else "ยังไม่มีลิงก์ที่ระบุเดือนของปีนี้"
    covered_until = newest or wanted[0] - timedelta(days=1)
    if covered_until >= min(_month_before(today), wanted[1]):
        return Due(GREEN if newest else UNKNOWN, said)
    if last_day and today > last_day and covered_until < _month_before(last_day):
        return Due(RED, f"{said} และเลยวันส่ง {thai_date_short(last_day)} แล้ว")
    return Due(AMBER, f"{said} เก่ากว่าหนึ่งเดือนแล้ว ควรเพิ่มเดือนถัดไป")


def _month_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


def days_left(last_day: date, today: date) -> str:
    """ "เหลือ ๑๒ วัน", "วันนี้วันสุดท้าย" or "เลยมา ๓ วัน"."""
    days = (last_day - today).days
    if days == 0:
        return "วันนี้วันสุดท้าย"
    return f"เหลือ {thai_digits(days)} วัน" if days > 0 else f"เลยมา {thai_digits(-days)} วัน"


def none_sentence(title: str, data_period: str, year_be: int) -> str:
    """What citizens read beside “ไม่มีในรอบนี้”: what there is none of, and in which months."""
    wanted = wanted_period(data_period, year_be)
    if wanted is None:
        return f"หน่วยงานแจ้งว่าไม่มี{title}ในขณะนี้"
    return f"หน่วยงานแจ้งว่าไม่มี{title} ในรอบ {period_name(wanted)}"


def explanation_advice(answer: str, explanation: str) -> str:
    """The suggestion to explain an answer that shows nothing; "" when there is no need."""
    if explanation.strip():
        return ""
    if answer == NONE_THIS_PERIOD:
        return "ตอบว่าไม่มีในรอบนี้โดยไม่มีคำอธิบาย ควรเขียนว่าไม่มีอะไร ในช่วงเดือนใด และแนบประกาศที่บอกเช่นนั้นถ้ามี"
    if answer == "no":
        return "ตอบว่าไม่มีโดยไม่มีคำอธิบาย ควรเขียนเหตุผลสั้น ๆ"
    return ""
