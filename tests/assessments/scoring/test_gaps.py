"""What a year's rules lack is named, one sentence a gap; a complete year has none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.scoring import BordersUnknown, Instrument, SubIndicator, compute, gaps
from tests.support.year_rules import YEARS, small_rules, year_rules

WHOLE = small_rules((2, 1), (1,))
SURVEY = WHOLE.instruments[0]
FIRST, *OTHERS = WHOLE.sub_indicators


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"instruments": ()}, (gaps.INSTRUMENTS, "ยังไม่มีเครื่องมือ")),
        ({"instruments": (SURVEY,)}, (gaps.INSTRUMENTS, "รวมกันได้ 60 ไม่ใช่ 100")),
        (
            {"instruments": (SURVEY, Instrument("OIT", Decimal(40), ()))},
            (gaps.INDICATORS, "เครื่องมือ OIT ยังไม่มีตัวชี้วัด"),
        ),
        ({"bands": ()}, (gaps.BANDS, "ยังไม่มีเกณฑ์ระดับผล")),
        ({"sub_indicators": (), "item_codes": ()}, (gaps.ITEMS, "ยังไม่มีรายการข้อ OIT")),
        ({"sub_indicators": ()}, (gaps.BORDERS, "ยังไม่มีตัวชี้วัดย่อย")),
        (
            {"sub_indicators": (*WHOLE.sub_indicators, SubIndicator("3.9", 3, ()))},
            (gaps.BORDERS, "ตัวชี้วัดย่อย 3.9 ยังไม่มีข้อ OIT"),
        ),
        ({"sub_indicators": tuple(OTHERS)}, (gaps.ITEMS_OUTSIDE, "ข้อ O1, O2 ยังไม่อยู่ในตัวชี้วัดย่อยใด")),
        ({"borders_confirmed": False}, (gaps.CONFIRMATION, "ยังไม่ยืนยันว่าข้อ OIT ใดอยู่ในตัวชี้วัดย่อยใด")),
    ],
)
def test_each_gap_says_what_is_missing_and_items_have_no_value(changed, expected):
    rules = replace(WHOLE, **changed)

    found = gaps.year_gaps(rules)

    part, words = expected
    assert [gap.part for gap in found] == [part]
    assert words in found[0].sentence
    if part != gaps.BANDS:
        with pytest.raises(BordersUnknown, match="จึงไม่ทราบว่าแต่ละข้อมีค่ากี่คะแนน"):
            rules.demand_borders()


def test_a_whole_year_lacks_nothing_and_a_pack_at_most_the_borders_of_its_items():
    assert gaps.year_gaps(WHOLE, announced_items=4) == []
    WHOLE.demand_borders()
    for year_be in YEARS:
        rules = year_rules(year_be)
        assert {gap.part for gap in gaps.year_gaps(rules, len(rules.item_codes))} <= {
            gaps.CONFIRMATION,
            gaps.BORDERS,
        }


def test_a_count_that_differs_from_the_announced_one_is_said():
    [gap] = gaps.year_gaps(WHOLE, announced_items=43)

    assert gap.sentence == "มีข้อ OIT 4 ข้อ แต่จำนวนตามประกาศคือ 43 ข้อ"


def test_of_many_items_five_are_named():
    rules = replace(small_rules((7,), (1,)), sub_indicators=(SubIndicator("3.1", 3, ("O8",)),))

    [gap] = gaps.year_gaps(rules)

    assert gap.sentence.startswith("ข้อ O1, O2, O3, O4, O5 และอีก 2 ยังไม่อยู่ในตัวชี้วัดย่อยใด")


@pytest.mark.parametrize("instruments", [(), (SURVEY,)])
def test_without_a_whole_hundred_there_is_no_total(instruments):
    scores = {1: Decimal(80)} if instruments else {}

    computed = compute(replace(WHOLE, instruments=instruments), scores)

    assert (computed.total, computed.lost) == (None, None)
