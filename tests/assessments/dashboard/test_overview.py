"""Pure rules of the first screen: known and unknown dates, days left, points."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.checklist.item_standing import ItemStanding, LinkCounts, kind_sums
from assessments.dashboard.figures import calendar_dates, days_figure, points_figure
from assessments.framework.data_periods import Due
from assessments.scoring import ItemValue

TODAY = date(2021, 4, 10)
ANSWER = {"step": "ตอบ OIT", "from": "2021-03-01", "to": "2021-04-30"}
RESULT = {"step": "ประกาศผล", "from": "2021-08-26", "to": "2021-08-26"}
HALF = {"step": "ตรวจ", "from": None, "to": "2021-06-19"}


def test_dates_are_in_order_and_gaps_are_named():
    dates, gaps = calendar_dates([RESULT, ANSWER, HALF, {"step": "ชี้แจง", "from": "2021-06", "to": None}])
    assert [(each.words, each.day.isoformat()) for each in dates] == [
        ("เริ่ม: ตอบ OIT", "2021-03-01"),
        ("วันสุดท้าย: ตอบ OIT", "2021-04-30"),
        ("วันสุดท้าย: ตรวจ", "2021-06-19"),
        ("ประกาศผล", "2021-08-26"),
    ]
    assert gaps == ["ตรวจ", "ชี้แจง"]


@pytest.mark.parametrize(
    ("calendar", "today", "state", "shown"),
    [
        ([ANSWER], TODAY, "known", "๒๐"),
        ([ANSWER], date(2021, 4, 30), "known", "๐"),
        ([ANSWER], date(2021, 5, 1), "not_applicable", "ไม่มีให้นับ"),
        ([HALF], date(2021, 7, 1), "unknown", "ไม่ทราบ"),
        ([{"step": "ตอบ", "from": None, "to": None}], TODAY, "unknown", "ไม่ทราบ"),
        ([], TODAY, "unknown", "ไม่ทราบ"),
    ],
)
def test_days_to_the_next_date(calendar, today, state, shown):
    figure = days_figure(calendar, today)
    assert (figure.state, figure.shown) == (state, shown)


def test_a_near_date_is_urgent():
    assert days_figure([ANSWER], date(2021, 4, 23)).urgent
    assert not days_figure([ANSWER], date(2021, 4, 22)).urgent


ADDRESSES = {"at_risk": "/risk", "unseen": "/unseen", "good": "/good"}


def sums(values, **kinds):
    """KindSums of items given as code=kind."""
    standings = {code: ItemStanding(kind, (), LinkCounts(), Due("green", "")) for code, kind in kinds.items()}
    return kind_sums(standings, values)


def test_points_are_summed_exactly_and_not_guessed():
    values = [ItemValue(code, "9.1", Fraction(4, 9), Decimal("0.444")) for code in ("O1", "O2", "O3")]
    figure = points_figure(sums(values, O1="at_risk", O2="good", O3="at_risk"), ADDRESSES)
    assert (figure.number, figure.address) == (Decimal("0.89"), "/risk")
    assert points_figure(sums(values, O1="good"), ADDRESSES).shown == "๐.๐๐"
    assert points_figure(sums(None, O1="at_risk"), ADDRESSES).shown == "ไม่ทราบ"


def test_points_that_nobody_knows_of_are_neither_zero_nor_left_out():
    values = [ItemValue(code, "9.1", Fraction(4, 9), Decimal("0.444")) for code in ("O1", "O2")]
    nothing_known = points_figure(sums(values, O1="unseen", O2="unseen"), ADDRESSES)
    assert nothing_known.shown == "ไม่ทราบ"
    assert nothing_known.links == (("ยังไม่รู้ ๒ ข้อ ๐.๘๙ คะแนน", "/unseen"),)
    both = points_figure(sums(values, O1="at_risk", O2="unseen"), ADDRESSES)
    assert both.links == (("เสี่ยง ๑ ข้อ ๐.๔๔ คะแนน", "/risk"), ("ยังไม่รู้ ๑ ข้อ ๐.๔๔ คะแนน", "/unseen"))
