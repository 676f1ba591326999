"""Item values, legal scores of indicators made of items, and the counts behind a score."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import (
    ScoringError,
    half_up,
    indicator_values,
    item_value,
    item_values,
    reach,
    sub_indicator_values,
)
from tests.support.year_rules import small_rules, year_rules

CONFIRMED = (2563, 2564, 2565)
UNCONFIRMED = (2562, 2567, 2568, 2569)
counts = st.lists(st.integers(1, 5), min_size=1, max_size=3)


@pytest.mark.parametrize("year", CONFIRMED)
@pytest.mark.parametrize(
    ("code", "points"),
    [
        ("O1", "0.444"),
        ("O9", "0.444"),
        ("O10", "0.500"),
        ("O18", "0.571"),
        ("O25", "1.000"),
        ("O29", "0.800"),
        ("O34", "1.250"),
        ("O42", "5.000"),
        ("O43", "5.000"),
    ],
)
def test_item_values_of_the_43_item_years(year, code, points):
    assert str(item_value(year_rules(year), code).points) == points


def test_item_values_are_exact_and_sum_to_the_weight():
    values = item_values(year_rules(2563))

    assert [value.code for value in values[:3]] == ["O42", "O43", "O34"]
    assert item_value(year_rules(2563), "O1").exact == Fraction(4, 9)
    assert sum(value.exact for value in values) == 40


def test_2566_has_the_values_of_its_own_borders():
    rules = year_rules(2566)

    assert [str(item_value(rules, code).points) for code in ("O1", "O11", "O19", "O31", "O42")] == [
        "0.400",
        "0.500",
        "1.000",
        "1.250",
        "2.000",
    ]


@pytest.mark.parametrize("year", UNCONFIRMED)
def test_unconfirmed_borders_give_no_figure(year):
    rules = year_rules(year)

    assert item_value(rules, "O1") is None
    assert item_values(rules) is None
    assert indicator_values(rules, 10) is None
    assert reach(rules, 10, Decimal("6.52")) is None
    for sub in rules.sub_indicators:
        assert sub_indicator_values(rules, sub.number) is None


@pytest.mark.parametrize("year", CONFIRMED)
def test_indicator_10_has_17_legal_values(year):
    assert indicator_values(year_rules(year), 10) == tuple(Decimal("6.25") * step for step in range(17))


def test_sub_indicator_values():
    assert [str(value) for value in sub_indicator_values(year_rules(2563), "10.2")] == [
        "0.00",
        "50.00",
        "100.00",
    ]
    assert len(sub_indicator_values(year_rules(2563), "9.3")) == 8
    assert sub_indicator_values(year_rules(2563), "9.3")[1] == Decimal("14.29")


def test_36_06_fits_exactly_four_patterns():
    found = reach(year_rules(2563), 9, Decimal("36.06"))

    assert found.sub_indicators == ("9.1", "9.2", "9.3", "9.4", "9.5")
    assert found.patterns == ((7, 1, 0, 2, 2), (7, 3, 0, 1, 2), (7, 5, 0, 0, 2), (8, 0, 5, 0, 1))


def test_36_04_lies_between_two_scores_that_can_occur():
    rules = year_rules(2563)
    found = reach(rules, 9, Decimal("36.04"))

    assert not found.reachable
    assert found.patterns == ()
    assert (found.below, found.above) == (Decimal("36.03"), Decimal("36.05"))
    assert reach(rules, 9, found.below).patterns
    assert reach(rules, 9, found.above).patterns


def test_6_52_is_nearest_to_6_25():
    found = reach(year_rules(2563), 10, Decimal("6.52"))

    assert (found.reachable, found.nearest, found.above) == (False, Decimal("6.25"), Decimal("12.50"))


@pytest.mark.parametrize(
    ("score", "sides"),
    [
        ("0", (None, Decimal("6.25"))),
        ("100.00", (Decimal("93.75"), None)),
        ("6.25", (Decimal("0.00"), Decimal("12.50"))),
        ("6.251", (Decimal("6.25"), Decimal("12.50"))),
    ],
)
def test_neighbours_of_a_score(score, sides):
    found = reach(year_rules(2563), 10, Decimal(score))

    assert (found.below, found.above) == sides
    assert found.reachable == (score != "6.251")


def test_a_survey_indicator_can_have_any_score():
    assert reach(year_rules(2563), 1, Decimal("83.68")) is None


def test_unknown_item_sub_indicator_and_indicator_are_refused():
    rules = year_rules(2563)
    with pytest.raises(ScoringError, match="ไม่มีข้อ O44"):
        item_value(rules, "O44")
    with pytest.raises(ScoringError, match=r"ไม่มีตัวชี้วัดย่อย 9\.6"):
        sub_indicator_values(rules, "9.6")
    with pytest.raises(ScoringError, match="ไม่มีตัวชี้วัดที่ 11"):
        indicator_values(rules, 11)


def test_patterns_of_every_legal_value_of_indicator_9_equal_brute_force():
    sizes = (9, 8, 7, 4, 5)
    by_score = {}
    for pattern in product(*(range(size + 1) for size in sizes)):
        exact = sum(k * 100 * 504 // n for k, n in zip(pattern, sizes, strict=True))  # of 2520ths
        by_score.setdefault(Decimal((exact * 200 + 2520) // 5040) / 100, []).append(pattern)
    rules = year_rules(2563)

    assert indicator_values(rules, 9) == tuple(sorted(by_score))
    assert all(reach(rules, 9, score).patterns == tuple(found) for score, found in by_score.items())


@settings(deadline=None)
@given(counts)
def test_legal_values_and_patterns_equal_brute_force(sizes):
    rules = small_rules(sizes, [1])
    by_score = {}
    for pattern in product(*(range(size + 1) for size in sizes)):
        exact = sum(Fraction(100 * k, n) for k, n in zip(pattern, sizes, strict=True)) / len(sizes)
        by_score.setdefault(half_up(exact), []).append(pattern)

    assert indicator_values(rules, 2) == tuple(sorted(by_score))
    for score, patterns in by_score.items():
        assert reach(rules, 2, score).patterns == tuple(patterns)
