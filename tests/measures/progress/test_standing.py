"""How a measure stands on a day, and in which report an entry belongs."""

from datetime import date

import pytest

from measures.progress.action_status import months_of, periods, standing

TODAY = date(2021, 4, 30)
YESTERDAY, TOMORROW = date(2021, 4, 29), date(2021, 5, 1)


@pytest.mark.parametrize(
    ("status", "due_on", "entries", "expected"),
    [
        ("", None, [], "silent"),
        ("doing", TOMORROW, [], "silent"),
        ("not_started", None, ["x"], "doing"),
        ("doing", TODAY, ["x"], "doing"),
        ("doing", YESTERDAY, ["x"], "late"),
        ("", YESTERDAY, [], "late"),
        ("done", YESTERDAY, ["x"], "done"),
        ("done", None, ["x"], "done"),
        ("done", YESTERDAY, [], "silent"),
        ("dropped", YESTERDAY, [], "dropped"),
        ("dropped", None, ["x"], "dropped"),
    ],
)
def test_standing(status, due_on, entries, expected):
    assert standing(status=status, due_on=due_on, entries=entries, on=TODAY) == expected


def test_halves_of_a_fiscal_year_meet_and_fill_it():
    first, second = periods(2564)

    assert (first.months, first.first, first.last) == (6, date(2020, 10, 1), date(2021, 3, 31))
    assert (second.months, second.first, second.last) == (12, date(2021, 4, 1), date(2021, 9, 30))


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2020, 9, 30), None),
        (date(2020, 10, 1), 6),
        (date(2021, 3, 31), 6),
        (date(2021, 4, 1), 12),
        (date(2021, 9, 30), 12),
        (date(2021, 10, 1), None),
    ],
)
def test_an_entry_belongs_in_the_report_of_its_half(day, months):
    assert months_of(day, 2564) == months
