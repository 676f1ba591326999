"""Parts, total and lost points."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import ScoringError, compute, compute_from_means, half_up
from tests.support.year_rules import PAKCHONG_2563, year_rules

scores_of_a_year = st.lists(st.integers(0, 10000), min_size=10, max_size=10).map(
    lambda cents: {number: Decimal(value) / 100 for number, value in enumerate(cents, start=1)}
)


def test_pakchong_gives_the_published_parts_and_total():
    computed = compute(year_rules(2563), PAKCHONG_2563)

    assert computed.parts == {"IIT": Decimal("22.63"), "EIT": Decimal("24.53"), "OIT": Decimal("8.46")}
    assert computed.total == Decimal("55.62")


def test_pakchong_means_read_as_in_the_sum():
    computed = compute(year_rules(2563), PAKCHONG_2563)

    assert [str(result.mean_shown) for result in computed.instruments] == ["75.442", "81.773", "21.155"]
    assert computed.means["EIT"] == Fraction("245.32") / 3


def test_points_lost_by_instrument_and_by_indicator_agree():
    computed = compute(year_rules(2563), PAKCHONG_2563)

    assert computed.lost == Decimal("44.38")
    assert [result.lost for result in computed.instruments] == [
        Decimal("7.37"),
        Decimal("5.47"),
        Decimal("31.54"),
    ]
    oit = computed.instrument("OIT").losses
    assert [(loss.number, str(loss.lost)) for loss in oit] == [(9, "12.79"), (10, "18.75")]
    assert [loss.exact for loss in oit] == [Fraction("12.788"), Fraction("18.75")]


@settings(deadline=None)
@given(scores_of_a_year)
def test_displayed_losses_add_up_and_stay_within_a_cent(scores):
    computed = compute(year_rules(2564), scores)

    for result in computed.instruments:
        assert sum(loss.lost for loss in result.losses) == result.lost
        assert result.part + result.lost == result.weight
        assert all(abs(Fraction(loss.lost) - loss.exact) < Fraction("0.01") for loss in result.losses)


@settings(deadline=None)
@given(scores_of_a_year)
def test_total_is_the_sum_of_parts_near_the_exact_total(scores):
    rules = year_rules(2563)
    computed = compute(rules, scores)

    assert computed.total == sum(computed.parts.values())
    exact = sum(computed.means[item.code] * Fraction(item.weight) / 100 for item in rules.instruments)
    assert abs(Fraction(computed.total) - exact) <= Fraction("0.015")


def test_rounding_is_half_up_whatever_the_decimal_context():
    with localcontext(prec=3):
        assert half_up(Decimal("22.625")) == Decimal("22.63")
        assert str(half_up(Fraction(8462, 1000))) == "8.46"
    assert half_up(Decimal("22.6249999999")) == Decimal("22.62")


def test_zero_is_a_score_and_missing_is_not_known():
    rules = year_rules(2563)

    assert compute(rules, PAKCHONG_2563 | {10: Decimal(0)}).total == Decimal("54.37")
    for unknown in (PAKCHONG_2563 | {10: None}, {n: s for n, s in PAKCHONG_2563.items() if n != 10}):
        computed = compute(rules, unknown)
        assert computed.total is None
        assert computed.lost is None
        assert computed.parts == {"IIT": Decimal("22.63"), "EIT": Decimal("24.53"), "OIT": None}


@pytest.mark.parametrize("score", ["100.01", "-0.01", "NaN", "Infinity"])
def test_score_outside_0_to_100_is_refused_by_name(score):
    with pytest.raises(ScoringError, match="คะแนนตัวชี้วัดที่ 9.*ต้องอยู่ระหว่าง 0 ถึง 100"):
        compute(year_rules(2563), PAKCHONG_2563 | {9: Decimal(score)})


def test_unknown_indicator_and_instrument_are_refused():
    with pytest.raises(ScoringError, match="ไม่มีตัวชี้วัดที่ 11"):
        compute(year_rules(2563), PAKCHONG_2563 | {11: Decimal(1)})
    with pytest.raises(ScoringError, match="ไม่มีเครื่องมือ XIT"):
        compute_from_means(year_rules(2563), {"XIT": Decimal(1)})


def test_a_float_is_no_score():
    with pytest.raises(TypeError, match="Decimal"):
        compute(year_rules(2563), PAKCHONG_2563 | {9: 36.06})
