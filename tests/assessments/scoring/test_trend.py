"""Totals over the years, and the years that must not be compared. No database."""

from decimal import Decimal

import pytest

from assessments.scoring.trend import trend, why_apart

BORDERS_43 = {"9.1": 9, "9.2": 8, "9.3": 7, "9.4": 4, "9.5": 5, "10.1": 8, "10.2": 2}
BORDERS_2566 = {"9.1": 10, "9.2": 8, "9.3": 4, "9.4": 4, "9.5": 4, "10.1": 8, "10.2": 5}


def result(year_be, total="55.62", *, state="announced", scheme="letters", items=43, borders=BORDERS_43):
    """The summary of a published result, as the record keeps it, with its year."""
    return {
        "year_be": year_be,
        "state": state,
        "total": total,
        "level": "D" if total else "",
        "scheme": scheme,
        "oit_list": {"items": items, "borders": borders},
    }


def test_newest_year_comes_first_and_the_oldest_has_none_before_it():
    rows = trend([result(2563), result(2565), result(2564)])

    assert [(row.year_be, row.before) for row in rows] == [(2565, 2564), (2564, 2563), (2563, None)]


@pytest.mark.parametrize(
    ("total", "change", "risen", "fallen"),
    [("65.62", "10.00", "10.00", None), ("50.62", "-5.00", None, "5.00"), ("55.62", "0.00", None, None)],
)
def test_years_of_one_rule_are_compared(total, change, risen, fallen):
    newest, oldest = trend([result(2563, "55.62"), result(2564, total)])

    assert (newest.total, newest.change) == (Decimal(total), Decimal(change))
    assert newest.risen_by == (risen and Decimal(risen))
    assert newest.fallen_by == (fallen and Decimal(fallen))
    assert newest.apart == ""
    assert oldest.change is None


@pytest.mark.parametrize("state", ["missing", "not_announced", "not_applicable"])
@pytest.mark.parametrize("year_without", [2563, 2564])
def test_year_without_a_figure_keeps_its_state_and_changes_nothing(state, year_without):
    rows = trend(
        result(year_be, None, state=state) if year_be == year_without else result(year_be)
        for year_be in (2563, 2564)
    )

    without = next(row for row in rows if row.year_be == year_without)
    assert (without.total, without.state) == (None, state)
    assert [row.change for row in rows] == [None, None]


def test_zero_is_a_figure():
    newest, oldest = trend([result(2563, "0"), result(2564, "10.00")])

    assert (oldest.total, oldest.state) == (Decimal(0), "announced")
    assert newest.risen_by == Decimal("10.00")


@pytest.mark.parametrize(
    ("newer", "reason"),
    [
        ({"scheme": "words"}, "เทียบกันไม่ได้เพราะเกณฑ์ระดับเปลี่ยนจากอักษร AA–F เป็นถ้อยคำ"),
        ({"scheme": "stars"}, "เทียบกันไม่ได้เพราะเกณฑ์ระดับเปลี่ยน"),
        ({"items": 35, "borders": None}, "เทียบกันไม่ได้เพราะรายการ OIT เปลี่ยนจาก 43 เป็น 35 ข้อ"),
        ({"borders": BORDERS_2566}, "เทียบกันไม่ได้เพราะข้อ OIT ถูกแบ่งเข้าตัวชี้วัดย่อยไม่เหมือนเดิม"),
        (
            {"scheme": "words", "borders": BORDERS_2566},
            "เทียบกันไม่ได้เพราะเกณฑ์ระดับเปลี่ยนจากอักษร AA–F เป็นถ้อยคำ และข้อ OIT ถูกแบ่งเข้าตัวชี้วัดย่อยไม่เหมือนเดิม",
        ),
        (
            {"items": None, "borders": None},
            "ยังไม่ทราบว่าเทียบกันได้หรือไม่เพราะไม่มีรายการ OIT ครบทุกข้อของปี 2566",
        ),
        (
            {"borders": None},
            "ยังไม่ทราบว่าเทียบกันได้หรือไม่เพราะยังไม่ยืนยันว่าข้อ OIT ของปี 2566 อยู่ในตัวชี้วัดย่อยใด",
        ),
    ],
)
def test_years_of_different_rules_are_not_compared_and_say_why(newer, reason):
    older, newer = result(2565, "55.62"), result(2566, "90.00", **newer)

    assert why_apart(newer, older) == f"กับปี 2565 {reason}"
    row = trend([older, newer])[0]
    assert (row.apart, row.change) == (f"กับปี 2565 {reason}", None)


def test_two_unknown_lists_are_both_named_oldest_first():
    unknown = {"items": None, "borders": None}

    assert why_apart(result(2570, **unknown), result(2569, **unknown)).endswith("ของปี 2569 และ 2570")


@pytest.mark.parametrize(
    ("years", "unpublished"),
    [((2563, 2564), ""), ((2563, 2565), "2564"), ((2561, 2565), "2562–2564")],
)
def test_years_without_a_published_result_are_named(years, unpublished):
    assert trend(map(result, years))[0].unpublished == unpublished


def test_one_year_is_one_row_and_none_is_none():
    assert len(trend([result(2563)])) == 1
    assert trend([]) == ()
