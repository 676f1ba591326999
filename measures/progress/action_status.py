"""How a measure stands on a day, and the two halves of a fiscal year in which one reports. Pure rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from assessments.content import wording as words
from assessments.framework.data_periods import FIRST_HALF, wanted_period

STANDINGS = words.STANDINGS  # their names
DONE, DOING, LATE, SILENT, DROPPED = "done", "doing", "late", "silent", "dropped"


@dataclass(frozen=True)
class Period:
    """Half a fiscal year, reported on after `months` of it; both ends included."""

    months: int
    first: date
    last: date

    def holds(self, day):
        """True when the day is one of this half."""
        return self.first <= day <= self.last


def periods(year_be):
    """The two halves of a fiscal year: to 31 March, and from 1 April to 30 September."""
    first, middle = wanted_period(FIRST_HALF, year_be)
    return (
        Period(6, first, middle),
        Period(12, middle + timedelta(days=1), date(middle.year, 9, 30)),
    )


def months_of(day, year_be):
    """In which report an entry of this day belongs: 6, 12, or None for a day outside the fiscal year."""
    return next((period.months for period in periods(year_be) if period.holds(day)), None)


def standing(*, status, due_on, entries, on):
    """One of STANDINGS for a measure on the day `on`.

    Dropped comes first. Who says that it is done must have told at least once what was done: without an
    entry it is silent, like every measure nobody told of, unless its day has passed: then it is late.
    """
    if status == DROPPED:
        return DROPPED
    if status == DONE:
        return DONE if entries else SILENT
    if due_on and due_on < on:
        return LATE
    return DOING if entries else SILENT
