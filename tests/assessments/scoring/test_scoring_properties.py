"""What must hold for every year and every choice of items, checked against brute force on small years."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import fewest_items, half_up, indicator_values, outcome
from tests.support.year_rules import PAKCHONG_2563, small_rules, year_rules

FULL_YEAR = year_rules(2563)
cents = st.integers(0, 10000).map(lambda value: Decimal(value) / 100)
sub_sizes = st.lists(st.integers(1, 3), min_size=1, max_size=2)


@st.composite
def small_years(draw):
    """Rules with at most eight items, announced scores, and item states or None."""
    rules = small_rules(draw(sub_sizes), draw(st.lists(st.integers(1, 2), min_size=1, max_size=2)))
    scores = {1: draw(cents)}
    for number in (2, 3):
        scores[number] = draw(st.one_of(st.sampled_from(indicator_values(rules, number)), cents))
    held = draw(st.one_of(st.none(), st.sets(st.sampled_from(rules.item_codes))))
    return rules, scores, held


@st.composite
def choices_of_the_full_year(draw):
    codes = draw(st.permutations(FULL_YEAR.item_codes))
    scores = PAKCHONG_2563 | {9: draw(cents), 10: draw(cents)}
    return scores, codes[: draw(st.integers(0, 42))], codes[-1], draw(st.booleans())


@settings(deadline=None)
@given(choices_of_the_full_year())
def test_the_total_never_falls_when_an_item_is_accepted(choice):
    scores, accepted, another, by_states = choice
    held = () if by_states else None

    before = outcome(FULL_YEAR, scores, accepted, held=held)
    after = outcome(FULL_YEAR, scores, [*accepted, another], held=held)

    assert before.total <= after.total <= 100
    assert outcome(FULL_YEAR, scores, held=held).total <= before.total


@settings(deadline=None)
@given(st.sets(st.sampled_from(FULL_YEAR.item_codes)))
def test_holding_an_item_is_the_same_as_accepting_it(codes):
    accepted = outcome(FULL_YEAR, PAKCHONG_2563, codes, held=())
    held = outcome(FULL_YEAR, PAKCHONG_2563, held=codes)

    assert accepted.computed == held.computed


@settings(deadline=None)
@given(small_years())
def test_totals_by_states_equal_the_plain_formula(year):
    rules, scores, held = year
    held = held or set()

    indicators = []
    for number in (2, 3):
        means = [
            Fraction(100 * len(held & set(sub.items)), len(sub.items))
            for sub in rules.sub_indicators
            if sub.indicator == number
        ]
        indicators.append(sum(means) / len(means))
    oit = half_up(sum(indicators) / 2 * 40 / 100)

    assert outcome(rules, scores, held=held).total == half_up(Fraction(scores[1]) * 60 / 100) + oit


@settings(max_examples=60, deadline=None)
@given(small_years(), st.integers(0, 100))
def test_no_smaller_number_of_items_reaches_the_target(year, target):
    rules, scores, held = year

    route = fewest_items(rules, scores, target, held=held)

    reachable = outcome(rules, scores, rules.item_codes, held=held).total >= target
    assert route.reached == reachable
    if reachable:
        assert route.outcome.total >= target
        fewer = combinations(rules.item_codes, max(len(route.items) - 1, 0))
        if route.items:
            assert all(outcome(rules, scores, codes, held=held).total < target for codes in fewer)
        alike = combinations(rules.item_codes, len(route.items))
        best = max(outcome(rules, scores, codes, held=held).total for codes in alike)
        assert route.outcome.total == best


@settings(max_examples=60, deadline=None)
@given(small_years(), st.integers(60, 100))
def test_a_needed_survey_score_is_enough_and_not_too_much(year, target):
    rules, scores, held = year
    route = fewest_items(rules, scores, target, held=held)

    for need in route.needs:
        full = route.outcome.computed.parts["OIT"]
        if need.needed is None:
            assert full + 60 < target
            continue
        assert full + half_up(Fraction(need.needed) * 60 / 100) >= target
        assert need.needed == 0 or full + half_up(Fraction(need.needed - Decimal("0.01")) * 60 / 100) < target
