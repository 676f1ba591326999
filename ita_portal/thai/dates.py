"""Buddhist-era years and dates. Stored data keeps C.E. dates; conversion happens on the way in and out."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import overload

from ita_portal.thai.digits import ascii_digits, thai_digits
from ita_portal.thai.text import clipped, normalise

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")  # Thailand has had no daylight saving time since 1920
BUDDHIST_ERA_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2400  # a year from here on is Buddhist era: C.E. 1857
FIRST_YEAR_BE, LAST_YEAR_BE = 2500, 2699
MONTHS = ("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม").split()
MONTHS_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?\s?)?([0-9][0-9oO]{3})")
_ISO_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_SHORT_OR_FULL = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY_FIRST = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?([/.-]) ?(?P<month>[0-9]{{1,2}}) ?\2 ?{_SHORT_OR_FULL}")
_NAMED_MONTH = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?(?P<month>[ก-๙. ]+?) ?{_SHORT_OR_FULL}")
_BEFORE_A_DAY, _ERA = re.compile(r"^วันที่ ?"), re.compile(r"พ\. ?ศ\.?|(?<![ก-๙.])พศ\.?")
DATE_EXAMPLES = ("2021-04-30", "๒๕๖๔-๐๔-๓๐", "30/4/2564", "30 เม.ย. 2564")
BUDDHIST_DATE_EXAMPLES = ("30/4/2564", "๓๐/๔/๖๔", "30 เม.ย. 2564")


def squashed(month: str) -> str:
    """A month's name without the dots and blanks that people leave out: มี.ค. and มีค are one."""
    return re.sub("[. ]", "", month)


MONTH_NUMBERS = {
    squashed(name): number for names in (MONTHS, MONTHS_SHORT) for number, name in enumerate(names, 1)
}


def thai_date(value: date) -> str:
    """A date as "๑๒ มีนาคม ๒๕๖๔"."""
    return _written(value, MONTHS)


def thai_date_short(value: date) -> str:
    """A date as "๑๒ มี.ค. ๒๕๖๔"."""
    return _written(value, MONTHS_SHORT)


def thai_datetime(value: datetime) -> str:
    """A moment as "๑๒ มีนาคม ๒๕๖๔ ๐๙:๑๐ น." on the clock of Bangkok; ValueError without a time zone."""
    if value.tzinfo is None:
        raise ValueError("เวลาต้องระบุเขตเวลา")
    moment = bangkok(value)
    return f"{thai_date(moment)} {thai_digits(f'{moment:%H:%M}')} น."


def thai_datetime_short(value: datetime) -> str:
    """A moment as "๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น." on the clock of Bangkok."""
    moment = bangkok(value)
    return f"{thai_date_short(moment)} {thai_digits(f'{moment:%H:%M}')} น."


def fiscal_year_be(value: date) -> int:
    """The fiscal year (B.E.) a date lies in: 1 October 2020 - 30 September 2021 is 2564."""
    day = bangkok(value)
    return day.year + BUDDHIST_ERA_OFFSET + (day.month >= 10)


@overload
def bangkok(value: datetime) -> datetime: ...


@overload
def bangkok(value: date) -> date: ...


def bangkok(value: date) -> date:
    """An aware datetime on the clock of Bangkok; any other date unchanged."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(BANGKOK)
    return value


def _written(value: date, months: Sequence[str]) -> str:
    day = bangkok(value)
    return thai_digits(f"{day.day} {months[day.month - 1]} {day.year + BUDDHIST_ERA_OFFSET}")


def parse_year_be(text: str) -> int:
    """A typed Buddhist-era year as int: ๒๕๖๔, 2564, "พ.ศ. ๒๕๖๔", also with a letter o for the zero.

    Raises ValueError with a Thai sentence; it names the year that was probably meant (3105, 2021).
    """
    typed = normalise(text)
    match = _YEAR.fullmatch(ascii_digits(typed))
    if not match:
        raise ValueError(f"“{clipped(typed)}” ไม่ใช่ปี พ.ศ. ๔ หลัก เช่น ๒๕๖๔")
    year = int(re.sub("[oO]", "0", match[1]))
    if FIRST_YEAR_BE <= year <= LAST_YEAR_BE:
        return year
    problem = f"ปี “{typed}” ไม่ใช่ปี พ.ศ. ที่ใช้ได้"
    if FIRST_YEAR_BE <= year - BUDDHIST_ERA_OFFSET <= LAST_YEAR_BE:
        likely = thai_digits(year - BUDDHIST_ERA_OFFSET)
        raise ValueError(f"{problem} น่าจะบวก ๕๔๓ ซ้ำสองครั้ง หมายถึง พ.ศ. {likely} หรือไม่")
    if FIRST_YEAR_BE <= year + BUDDHIST_ERA_OFFSET <= LAST_YEAR_BE:
        likely = thai_digits(year + BUDDHIST_ERA_OFFSET)
        raise ValueError(f"{problem} น่าจะเป็นปี ค.ศ. หมายถึง พ.ศ. {likely} หรือไม่")
    limits = f"{thai_digits(FIRST_YEAR_BE)}–{thai_digits(LAST_YEAR_BE)}"
    raise ValueError(f"{problem} ต้องอยู่ในช่วง พ.ศ. {limits}")


def parse_date(text: str) -> date:
    """A calendar date from 2021-04-30, 30/4/2564, 30-4-64, 30.4.2564 or 30 เม.ย. 2564, in Thai digits too.

    Years from 2400 are B.E., and so are those of two digits (64 is 2564). Raises ValueError with a Thai
    sentence that says what a date looks like, or which day there is not.
    """
    return _day_of(text, DATE_EXAMPLES)


def parse_buddhist_date(text: str) -> date:
    """A date that staff typed, always in the Buddhist era: as `parse_date` reads it.

    Raises ValueError with a Thai sentence; a year like 3105 or 2021 is refused with the one that was meant.
    """
    year = re.search(r"[0-9]{4}", ascii_digits(text))
    if year:
        parse_year_be(year[0])
    return _day_of(text, BUDDHIST_DATE_EXAMPLES)


def _day_of(text: str, examples: Sequence[str]) -> date:
    """The date that a text says, or ValueError with these examples of what can be read."""
    written = normalise(ascii_digits(text)).strip()
    written = _ERA.sub("", _BEFORE_A_DAY.sub("", written))
    for pattern in (_ISO_DATE, _DAY_FIRST, _NAMED_MONTH):
        match = pattern.fullmatch(written)
        if not match:
            continue
        name = squashed(match["month"])
        month = int(name) if name.isdigit() else MONTH_NUMBERS.get(name)
        if month is not None:
            return _existing(text, int(match["day"]), month, _full_year(match["year"]))
    told = f"{', '.join(examples[:-1])} หรือ {examples[-1]}"
    raise ValueError(f"“{clipped(text)}” ไม่ใช่วันที่ เขียนวันที่แบบ {told}")


def _full_year(printed: str) -> int:
    """The year (C.E.) of two or four printed digits."""
    year = FIRST_YEAR_BE + int(printed) if len(printed) == 2 else int(printed)
    return year - BUDDHIST_ERA_OFFSET if year >= FIRST_BUDDHIST_YEAR else year


def _existing(text: str, day: int, month: int, year: int) -> date:
    """The date; ValueError names the month or the day that there is not, and what was probably meant."""
    problem = f"“{clipped(text)}” ไม่ใช่วันที่ในปฏิทิน:"
    if not 1 <= month <= 12:
        swapped = 12 < month <= 31 and 1 <= day <= 12
        meant = f" หมายถึง {month}/{day}/{year + BUDDHIST_ERA_OFFSET} หรือไม่" if swapped else ""
        raise ValueError(f"{problem} ไม่มีเดือนที่ {thai_digits(month)}{meant}")
    try:
        return date(year, month, day)
    except ValueError:
        when = thai_digits(f"{MONTHS[month - 1]} {year + BUDDHIST_ERA_OFFSET}")
        raise ValueError(f"{problem} เดือน{when} ไม่มีวันที่ {thai_digits(day)}") from None


def typed_date(value: date) -> str:
    """A date as it is typed: 31/3/2564, digits as on the keyboard."""
    return f"{value.day}/{value.month}/{value.year + BUDDHIST_ERA_OFFSET}"


def bangkok_midnight(day: date) -> datetime:
    """The first moment of a date in Bangkok, as an aware datetime."""
    return datetime.combine(day, time.min, BANGKOK)
