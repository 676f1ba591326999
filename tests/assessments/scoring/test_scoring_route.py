"""The route on the real example: what accepted items change, and the fewest to a target."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.scoring import BordersUnknown, ScoringError, compute, fewest_items, outcome
from assessments.scoring.route import ANNOUNCED, SUPPOSED
from tests.support.year_rules import PAKCHONG_2563, small_rules, year_rules

RULES = year_rules(2563)
INDICATOR_10 = [f"O{number}" for number in range(34, 44)]


@pytest.mark.parametrize(
    ("accept", "oit", "total", "level"),
    [
        ([], "8.46", "55.62", "D"),
        (["O42"], "13.46", "60.62", "D"),
        (["O42", "O43"], "18.46", "65.62", "C"),
        (INDICATOR_10, "27.21", "74.37", "C"),
        (RULES.item_codes, "40.00", "87.16", "A"),
    ],
)
def test_accepting_items_from_the_announced_state(accept, oit, total, level):
    result = outcome(RULES, PAKCHONG_2563, accept)

    assert result.computed.parts["OIT"] == Decimal(oit)
    assert result.total == Decimal(total)
    assert result.level.label == level


def test_the_fewest_items_to_c_are_o42_and_o43():
    route = fewest_items(RULES, PAKCHONG_2563, 65)

    assert (route.reached, route.items) == (True, ("O42", "O43"))
    assert route.start.total == Decimal("55.62")
    assert route.outcome.total == Decimal("65.62")
    [pick] = route.picks
    assert (pick.sub_indicator, pick.count, pick.exact, pick.points) == ("10.2", 2, 5, Decimal("5.000"))


@pytest.mark.parametrize(
    ("target", "count", "total"), [(55, 0, "55.62"), (75, 10, "75.37"), (85, 23, "85.00")]
)
def test_fewest_items_to_other_targets(target, count, total):
    route = fewest_items(RULES, PAKCHONG_2563, target)

    assert (route.reached, len(route.items), route.outcome.total) == (True, count, Decimal(total))
    assert sum(pick.count for pick in route.picks) == count


def test_what_the_surveys_would_have_to_be_when_oit_is_not_enough():
    route = fewest_items(RULES, PAKCHONG_2563, 95)

    assert not route.reached
    assert route.outcome.total == Decimal("87.16")
    assert [(need.code, need.present, need.needed) for need in route.needs] == [
        ("IIT", Decimal("75.44"), None),
        ("EIT", Decimal("81.77"), None),
    ]
    assert route.needed_alike == Decimal("91.65")


def test_a_needed_survey_score_is_the_least_that_reaches_the_target():
    route = fewest_items(RULES, PAKCHONG_2563, 90)

    needed = {need.code: need.needed for need in route.needs}
    assert needed == {"IIT": Decimal("84.89"), "EIT": Decimal("91.22")}
    full = {9: Decimal(100), 10: Decimal(100)}
    for indicators, code in ((range(1, 6), "IIT"), (range(6, 9), "EIT")):
        for lower, reached in ((Decimal(0), True), (Decimal("0.01"), False)):
            scores = PAKCHONG_2563 | full | dict.fromkeys(indicators, needed[code] - lower)
            assert (compute(RULES, scores).total >= 90) is reached


def test_announced_and_supposed_numbers_are_told_apart():
    result = outcome(RULES, PAKCHONG_2563, ["O42", "O43"])

    basis = {state.number: state.basis for state in result.indicators}
    assert basis == dict.fromkeys(range(1, 10), ANNOUNCED) | {10: SUPPOSED}
    assert result.supposed == ("O42", "O43")
    assert result.statement[0] == "คะแนนที่ประกาศ: ตัวชี้วัดที่ 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert result.statement[1] == ("ค่าสมมติ: ตัวชี้วัดที่ 10 = 56.25 จากคะแนนที่ประกาศ 6.25 และสมมติว่าได้เพิ่ม O42, O43")
    assert "ไม่ทราบว่าข้อใดได้คะแนนไปแล้ว" in result.statement[2]


def test_nothing_is_supposed_at_the_announced_start():
    result = outcome(RULES, PAKCHONG_2563)

    assert {state.basis for state in result.indicators} == {ANNOUNCED}
    assert len(result.statement) == 1


def test_an_accepted_item_adds_only_where_the_announced_score_leaves_room():
    """6.25 has one pattern: one of the eight items of 10.1, so seven can be new and make 50, not 56.25."""
    result = outcome(RULES, PAKCHONG_2563, INDICATOR_10[:8])

    assert result.indicators[9].exact == 50


def test_items_that_fill_all_room_make_a_rounded_announced_score_full():
    """33.33 is one of three items; the other two make 100, not 99.9967."""
    rules = small_rules([3], [1])
    announced = {1: Decimal(0), 2: Decimal("33.33"), 3: Decimal(0)}

    assert outcome(rules, announced, ["O2", "O3"]).indicators[1].exact == 100
    assert outcome(rules, announced, ["O2"]).indicators[1].exact == Fraction("33.33") + Fraction(100, 3)


def test_item_states_give_exact_indicators_and_ignore_announced_ones():
    held = ["O1", "O2", "O42"]
    result = outcome(RULES, PAKCHONG_2563, ["O34", "O1"], held=held)

    assert result.indicators[8].exact == Fraction(200, 45)
    assert result.indicators[9].exact == Fraction(100, 4) + Fraction(100, 16)
    assert result.supposed == ("O34",)
    assert {state.basis for state in result.indicators[8:]} == {SUPPOSED}
    assert result == outcome(RULES, PAKCHONG_2563 | {9: None, 10: Decimal(77)}, ["O34"], held=held)
    assert "สถานะรายข้อที่ระบุ" in result.statement[-1]


def test_a_route_continues_from_what_is_ticked():
    route = fewest_items(RULES, PAKCHONG_2563, 65, accept=["O42"])

    assert route.start.total == Decimal("60.62")
    assert route.items == ("O43",)


def test_a_score_that_no_count_gives_can_still_start_a_route():
    route = fewest_items(RULES, PAKCHONG_2563 | {10: Decimal("6.52")}, 100)

    assert route.outcome.indicators[9].exact == 100


@pytest.mark.parametrize("year", [2562, 2567, 2568, 2569])
def test_unconfirmed_borders_refuse_with_the_reason(year):
    for ask in (
        lambda rules: outcome(rules, PAKCHONG_2563),
        lambda rules: fewest_items(rules, PAKCHONG_2563, 65),
    ):
        with pytest.raises(BordersUnknown, match=f"ยังไม่ยืนยัน.*ปี {year}"):
            ask(year_rules(year))


def test_unknown_items_missing_scores_and_bad_targets_are_refused():
    with pytest.raises(ScoringError, match="ไม่มีข้อ O44, O99 "):
        outcome(RULES, PAKCHONG_2563, ["O42", "O99", "O44"])
    with pytest.raises(ScoringError, match="ไม่มีข้อ O99"):
        outcome(RULES, PAKCHONG_2563, held=["O99"])
    with pytest.raises(ScoringError, match="ยังไม่มีคะแนนตัวชี้วัดที่ 9 "):
        outcome(RULES, PAKCHONG_2563 | {9: None})
    with pytest.raises(ScoringError, match="ตัวชี้วัดที่ 9.*0 ถึง 100"):
        outcome(RULES, PAKCHONG_2563 | {9: Decimal(101)})
    with pytest.raises(ScoringError, match="ไม่มีตัวชี้วัดที่ 11"):
        outcome(RULES, PAKCHONG_2563 | {11: Decimal(1)})
    with pytest.raises(ScoringError, match="เป้าหมาย 101"):
        fewest_items(RULES, PAKCHONG_2563, 101)
