"""The figures of the desk's first screen, and the dates of a year's calendar.

Pure rules: numbers and dates in, figures with Thai sentences out. Zero, unknown and not applicable differ.
"""

from dataclasses import dataclass, field
from datetime import date

from assessments.checklist.item_standing import AT_RISK, UNSEEN
from assessments.framework.data_periods import calendar_steps
from ita_portal.thai.dates import thai_date
from ita_portal.thai.digits import thai_digits

POINTS_LABEL = "คะแนนที่ยังเสี่ยง"
KNOWN, UNKNOWN, NOT_APPLICABLE = "known", "unknown", "not_applicable"
FIRST, LAST, ONLY = "first", "last", "only"
EDGES = {FIRST: "เริ่ม", LAST: "วันสุดท้าย", ONLY: ""}


@dataclass(frozen=True)
class Figure:
    """One number of the first screen with its way to the rows.

    `number` is None unless `state` is known; `detail` then says why. `links` are (words, address) pairs,
    `urgent` marks what somebody should look at today.
    """

    key: str
    label: str
    number: object = None
    unit: str = ""
    of: int | None = None
    state: str = KNOWN
    detail: str = ""
    address: str = ""
    links: tuple = field(default=())
    urgent: bool = False

    @property
    def shown(self):
        """The number with Thai digits, or the words for having none."""
        if self.state == UNKNOWN:
            return "ไม่ทราบ"
        if self.state == NOT_APPLICABLE:
            return "ไม่มีให้นับ"
        return thai_digits(self.number)


def unknown(key, label, why, **more):
    """A Figure whose number is not known."""
    return Figure(key, label, state=UNKNOWN, detail=why, **more)


def not_applicable(key, label, why, **more):
    """A Figure that has nothing to count."""
    return Figure(key, label, state=NOT_APPLICABLE, detail=why, **more)


@dataclass(frozen=True)
class CalendarDate:
    """A known day of a year's calendar: a step's first, last or only day."""

    step: str
    edge: str
    day: date

    @property
    def words(self):
        """The step with what happens that day: “วันสุดท้าย: ตอบ OIT”."""
        edge = EDGES[self.edge]
        return f"{edge}: {self.step}" if edge else self.step


def calendar_dates(calendar):
    """(known CalendarDates in order of day, steps of which some day is unknown) of FiscalYear.calendar."""
    known, gaps = [], []
    for each in calendar_steps(calendar):
        step, first, last = each.name or "ไม่ระบุขั้นตอน", each.first, each.last
        if first is None or last is None:
            gaps.append(step)
        if first and first == last:
            known.append(CalendarDate(step, ONLY, first))
            continue
        known += [
            CalendarDate(step, edge, day) for edge, day in ((FIRST, first), (LAST, last)) if day is not None
        ]
    return sorted(known, key=lambda each: each.day), gaps


def coming(dates, today):
    """The CalendarDates of today and later."""
    return [each for each in dates if each.day >= today]


def days_figure(calendar, today, address=""):
    """The Figure of the days to the next known date."""
    label = "วันถึงกำหนดถัดไป"
    dates, gaps = calendar_dates(calendar)
    ahead = coming(dates, today)
    missing = f"ยังไม่ทราบวันครบของ {', '.join(gaps)}" if gaps else ""
    if not calendar_steps(calendar):
        return unknown("next_date", label, "ปฏิทินของปีนี้ยังไม่มีในระบบ", address=address)
    if not dates:
        return unknown("next_date", label, missing, address=address)
    if not ahead and gaps:
        return unknown("next_date", label, f"วันที่ที่ทราบผ่านไปหมดแล้ว {missing}", address=address)
    if not ahead:
        return not_applicable("next_date", label, "ผ่านกำหนดทุกขั้นตอนของปีนี้แล้ว", address=address)
    days = (ahead[0].day - today).days
    said = "; ".join(f"{each.words} {thai_date(each.day)}" for each in ahead if each.day == ahead[0].day)
    detail = f"{said} {missing}".strip()
    return Figure("next_date", label, days, "วัน", detail=detail, address=address, urgent=days <= 7)


def points_figure(sums, addresses):
    """The Figure of the points at risk with those that nobody knows of beside it.

    `sums` are the KindSums of a year by kind, `addresses` the lists of items of each kind.
    """
    risk, unseen = sums[AT_RISK], sums[UNSEEN]
    ways = tuple((_counted(each), addresses[each.kind]) for each in (risk, unseen) if each.items)
    if risk.points is None:
        why = "ยังไม่ยืนยันว่าข้อใดอยู่ในตัวชี้วัดย่อยใด จึงไม่แสดงคะแนน"
        return unknown("points", POINTS_LABEL, why, links=ways)
    if unseen.items and not risk.items:
        return unknown("points", POINTS_LABEL, "ยังไม่มีข้อที่รู้ว่าเสี่ยง แต่มีข้อที่ยังไม่รู้", links=ways)
    address = addresses[AT_RISK]
    return Figure("points", POINTS_LABEL, risk.points, "คะแนนของคะแนนรวม", address=address, links=ways)


def _counted(each):
    """ "ยังไม่รู้ ๔๒ ข้อ ๓๙.๒๐ คะแนน"."""
    points = "" if each.points is None else f" {thai_digits(each.points)} คะแนน"
    return f"{each.name} {thai_digits(each.items)} ข้อ{points}"
