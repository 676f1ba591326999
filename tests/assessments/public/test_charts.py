"""Pictures: where columns stand, how high they are, what they say, and what stays empty."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.public.charts import indicators_chart, missing_chart, trend_chart
from assessments.scoring.trend import TrendYear
from tests.support.published_contents import result

TOTALS = st.one_of(st.none(), st.decimals(0, 100, places=2))


def year(year_be, total="50", *, apart=""):
    total = None if total is None else Decimal(total)
    return TrendYear(year_be, total, "announced" if total is not None else "not_announced", "", apart=apart)


def test_one_year_is_no_chart():
    assert trend_chart([year(2563)]) is None
    assert trend_chart([]) is None


def test_columns_stand_oldest_first_and_are_as_high_as_their_total():
    picture = trend_chart([year(2564, "80"), year(2563, "55.62")], 2564)

    assert [column.label for column in picture.columns] == ["2563", "2564"]
    assert [column.height for column in picture.columns] == [Decimal("55.62"), Decimal(80)]
    assert [column.y + column.height for column in picture.columns] == [picture.base] * 2
    assert [column.is_here for column in picture.columns] == [False, True]
    assert picture.title == "คะแนนรวมตามที่ประกาศ ปี 2563–2564"
    assert picture.description == "ปี 2563 ได้ 55.62 ปี 2564 ได้ 80.00"


def test_year_without_a_published_result_keeps_its_place_empty():
    picture = trend_chart([year(2565), year(2563)])

    empty = picture.columns[1]
    assert (empty.label, empty.width, empty.value) == ("2564", 0, None)
    assert picture.columns[2].x > picture.columns[0].x + 2 * picture.columns[0].width


def test_zero_and_not_announced_are_two_things():
    zero, unknown = trend_chart([year(2564, None), year(2563, "0")]).columns

    assert (zero.value, zero.height) == (0, 0)
    assert unknown.value is None
    assert unknown.width > 0


def test_breaks_stand_before_the_years_that_must_not_be_compared():
    rows = [year(2566), year(2565, apart="เกณฑ์ระดับเปลี่ยน"), year(2564), year(2563, apart="ไม่เกี่ยว")]

    picture = trend_chart(rows)

    assert picture.breaks == (Decimal(50),)
    assert "เส้นประ" in picture.description
    assert "เส้นประ" not in trend_chart(rows[::2]).description


def test_description_names_the_highest_and_lowest_between_the_ends():
    picture = trend_chart([year(2566, "60"), year(2565, "90"), year(2564, "20"), year(2563, "50")])

    assert picture.description == "ปี 2563 ได้ 50.00 ปี 2566 ได้ 60.00 ต่ำสุดปี 2564 20.00 สูงสุดปี 2565 90.00"


@pytest.mark.parametrize(
    ("count", "phone", "wide"), [(2, 2, 2), (7, 7, 7), (8, 4, 8), (20, 5, 10), (30, 5, 10)]
)
def test_labels_have_room_on_a_phone_and_on_a_wide_page(count, phone, wide):
    columns = trend_chart([year(2569 - age) for age in range(count)]).columns

    shown = [column.label_shown for column in columns]
    assert shown.count("always") == phone
    assert len(shown) - shown.count("never") == wide
    assert shown[-1] == "always"


def test_no_more_than_thirty_years_are_drawn():
    picture = trend_chart([year(2600 - age) for age in range(60)])

    assert [picture.columns[0].label, picture.columns[-1].label] == ["2571", "2600"]
    assert picture.title == "คะแนนรวมตามที่ประกาศ ปี 2571–2600"


@given(st.lists(TOTALS, min_size=2, max_size=40))
def test_columns_never_overlap_nor_leave_the_chart(totals):
    columns = trend_chart([year(2570 - age, total) for age, total in enumerate(totals)]).columns

    ends = [(column.x, column.x + column.width) for column in columns]
    assert all(end <= start for (_x, end), (start, _end) in itertools.pairwise(ends))
    assert ends[0][0] >= 0
    assert ends[-1][1] <= 100
    assert all(0 <= column.height <= 100 for column in columns)


def test_indicators_are_as_wide_as_their_share_of_the_total():
    content = result() | {"instruments": [{"code": "IIT", "weight": 30}, {"code": "OIT", "weight": 40}]}
    scores = [("IIT", "80"), ("IIT", "60"), ("OIT", "20")]
    content["indicators"] = [
        {"number": n, "instrument": code, "name": "", "score": Decimal(score), "score_state": "announced"}
        for n, (code, score) in enumerate(scores, 1)
    ]

    picture = indicators_chart(content)

    assert [(column.x, column.width) for column in picture.columns] == [(0, 21), (21, 21), (44, 56)]
    assert picture.groups == (("IIT", 0, 42), ("OIT", 44, 56))
    assert [column.height for column in picture.columns] == [80, 60, 20]


def test_indicator_without_a_score_is_an_outline_and_said():
    content = result()
    content["indicators"][0] |= {"score": None, "score_state": "missing"}

    picture = indicators_chart(content)

    assert picture.columns[0].value is None
    assert "กรอบเส้นประคือ 1 ตัวชี้วัดที่ไม่มีคะแนน" in picture.description


def test_no_score_at_all_is_no_chart():
    content = result()
    for row in content["indicators"]:
        row |= {"score": None, "score_state": "not_announced"}

    assert indicators_chart(content) is None


def test_missing_points_fill_the_bar_to_a_hundred():
    rows = [{"number": 10, "name": "การป้องกันการทุจริต", "lost": Decimal("18.75")}]
    missing = {"lost": Decimal("44.38"), "rows": rows, "others": {"count": 9, "lost": Decimal("25.63")}}

    picture = missing_chart(missing, Decimal("55.62"))

    assert picture["got"] == Decimal("55.62")
    assert picture["parts"] == [
        ("10", Decimal("55.62"), Decimal("18.75")),
        ("", Decimal("74.37"), Decimal("25.63")),
    ]
    assert picture["description"] == (
        "ได้ 55.62 คะแนน ขาดที่ตัวชี้วัดที่ 10 การป้องกันการทุจริต 18.75 อีก 9 ตัวชี้วัดรวมกัน 25.63"
    )


def test_number_is_written_only_where_the_bar_has_room_for_it():
    rows = [{"number": n, "name": "", "lost": Decimal(lost)} for n, lost in ((9, "6.01"), (10, "6"))]

    picture = missing_chart({"lost": Decimal("12.01"), "rows": rows, "others": None}, Decimal("87.99"))

    assert [number for number, _start, _lost in picture["parts"]] == ["9", ""]


def test_nothing_missing_or_nothing_known_is_no_chart():
    assert missing_chart(None, None) is None
    assert missing_chart({"lost": Decimal(0), "rows": [], "others": None}, Decimal(100)) is None
