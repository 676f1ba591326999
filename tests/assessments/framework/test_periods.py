"""The period an item asks for, what a document covers of it, and how the day draws near."""

from datetime import date

import pytest

from assessments.framework.data_periods import (
    CalendarStep,
    calendar_steps,
    due,
    explanation_advice,
    handin_date,
    none_sentence,
    period_advice,
    wanted_period,
    years_advice,
)
from assessments.models import FiscalYear, OITItem

HALF = (date(2020, 10, 1), date(2021, 3, 31))
HALF_YEAR, MONTHLY = "first_6_months_of_current_fy", "proc_monthly"
YEAR = FiscalYear(year_be=2564, calendar=[{"step": "ตอบ OIT", "from": "2021-03-01", "to": "2021-04-30"}])


@pytest.mark.parametrize(
    ("data_period", "expected"),
    [
        ("current_fy", (date(2020, 10, 1), date(2021, 9, 30))),
        ("previous_fy", (date(2019, 10, 1), date(2020, 9, 30))),
        (HALF_YEAR, HALF),
        ("standing", None),
    ],
)
def test_an_item_asks_for_a_period_of_the_fiscal_year(data_period, expected):
    assert wanted_period(data_period, 2564) == expected


def test_hand_in_is_the_last_day_of_answering():
    assert handin_date(YEAR) == date(2021, 4, 30)
    for calendar in ([], [{"step": "ตอบ OIT", "to": None}], [{"step": "ตอบ OIT", "to": "2018-11"}]):
        assert handin_date(FiscalYear(calendar=calendar)) is None


def test_what_is_no_day_or_no_step_of_a_calendar_is_not_known():
    odd = [{"step": "ตอบ OIT", "from": 2570, "to": "30 เม.ย."}, {"step": None, "to": []}, "30 เม.ย.", {}]

    assert calendar_steps(odd) == [CalendarStep("ตอบ OIT", None, None), *[CalendarStep("", None, None)] * 2]
    assert calendar_steps({"ตอบ OIT": "2027-04-30"}) == calendar_steps(None) == []


def test_a_document_of_another_period_is_noticed():
    old = (date(2019, 10, 1), date(2020, 3, 31))
    assert (
        period_advice(HALF, old)
        == "ระบุว่าเป็นข้อมูลช่วง ต.ค. ๒๕๖๒ – มี.ค. ๒๕๖๓ แต่ข้อนี้ต้องการช่วง ต.ค. ๒๕๖๓ – มี.ค. ๒๕๖๔"
    )
    assert period_advice(HALF, HALF) == period_advice(HALF, None) == period_advice(None, old) == ""
    assert "พบปี ๒๕๖๒" in years_advice(HALF, [2562])
    assert years_advice(HALF, [2562, 2563]) == years_advice(HALF, []) == years_advice(None, [2500]) == ""


@pytest.mark.parametrize(
    ("data_period", "concept", "declared", "today", "colour"),
    [
        ("standing", "", [], date(2021, 6, 1), "unknown"),
        ("standing", "", [None], date(2021, 6, 1), "green"),
        (HALF_YEAR, "", [], date(2021, 3, 30), "unknown"),
        (HALF_YEAR, "", [None], date(2021, 3, 30), "unknown"),
        (HALF_YEAR, "", [], date(2021, 4, 1), "amber"),
        (HALF_YEAR, "", [], date(2021, 4, 30), "amber"),
        (HALF_YEAR, "", [], date(2021, 5, 1), "red"),
        (HALF_YEAR, "", [HALF], date(2021, 5, 1), "green"),
        (HALF_YEAR, "", [(HALF[0], date(2021, 2, 28))], date(2021, 5, 1), "red"),
        (
            HALF_YEAR,
            "",
            [(HALF[0], date(2020, 12, 31)), (date(2021, 1, 1), HALF[1])],
            date(2021, 5, 1),
            "green",
        ),
        ("previous_fy", "", [HALF], date(2021, 4, 10), "amber"),
        ("current_fy", "", [HALF], date(2021, 5, 10), "green"),
        ("current_fy", MONTHLY, [(date(2021, 2, 1), date(2021, 2, 28))], date(2021, 3, 31), "green"),
        ("current_fy", MONTHLY, [(date(2021, 2, 1), date(2021, 2, 28))], date(2021, 4, 1), "amber"),
        ("current_fy", MONTHLY, [(date(2021, 2, 1), date(2021, 2, 28))], date(2021, 5, 1), "red"),
        ("current_fy", MONTHLY, [], date(2020, 12, 1), "amber"),
        ("current_fy", MONTHLY, [], date(2020, 10, 15), "unknown"),
    ],
)
def test_due_colours(data_period, concept, declared, today, colour):
    item = OITItem(data_period=data_period, concept=concept)
    periods = [each for each in declared if each]
    assert due(item, YEAR, periods, today, links=len(declared)).colour == colour


def test_a_period_is_not_asked_where_there_was_nothing():
    state = due(
        OITItem(data_period=HALF_YEAR), YEAR, [], date(2021, 5, 1), links=0, answer="none_this_period"
    )
    assert (state.colour, state.name) == ("not_asked", "ไม่เกี่ยวข้อง")


def test_without_a_day_in_the_calendar_nothing_turns_red():
    item = OITItem(data_period=HALF_YEAR)
    assert due(item, FiscalYear(year_be=2564), [], date(2026, 1, 1), links=0).colour == "amber"


def test_none_this_period_is_an_answer_with_its_own_sentence():
    assert none_sentence("เรื่องร้องเรียน", HALF_YEAR, 2564) == (
        "หน่วยงานแจ้งว่าไม่มีเรื่องร้องเรียน ในรอบ ต.ค. ๒๕๖๓ – มี.ค. ๒๕๖๔"
    )
    assert explanation_advice("none_this_period", " ").startswith("ตอบว่าไม่มีในรอบนี้โดยไม่มีคำอธิบาย")
    assert explanation_advice("none_this_period", "ไม่มีผู้ร้องเรียน") == explanation_advice("yes", "") == ""
