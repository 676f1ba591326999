"""Announced figures: zero, missing, not announced and not applicable are four different things."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from assessments.models import Assessment, IndicatorScore, ScoreState
from assessments.result.content import result_content
from tests.support.factories import make_agency, make_assessment, make_year
from tests.support.refusals import assert_database_refuses, assert_guarded, assert_refused

pytestmark = pytest.mark.django_db
WITHOUT_NUMBER = [ScoreState.MISSING, ScoreState.NOT_ANNOUNCED, ScoreState.NOT_APPLICABLE]
SCORE_SENTENCE = "ใส่คะแนนเมื่อสถานะเป็น “ประกาศแล้ว (มีตัวเลข)” เท่านั้น และสถานะนี้ต้องมีคะแนน"


@pytest.fixture
def assessment():
    return make_assessment(scores=[])


def score(assessment, number=1, **fields):
    indicator = assessment.year.indicators.get(number=number)
    return IndicatorScore(assessment=assessment, indicator=indicator, **{"value": Decimal("83.68")} | fields)


def test_agency_has_one_assessment_a_year(assessment):
    twin = Assessment(agency=assessment.agency, year=assessment.year)

    assert_refused(twin, "assessment_one_per_year")
    Assessment(agency=make_agency("other", name="อื่น"), year=assessment.year).full_clean()


@pytest.mark.parametrize(
    ("total", "sentence"), [("-0.01", "คะแนนต้องไม่ต่ำกว่า 0"), ("100.01", "คะแนนต้องไม่เกิน 100")]
)
def test_total_lies_within_0_to_100(total, sentence):
    row = Assessment(
        agency=make_agency(), year=make_year(), total_state="announced", announced_total=Decimal(total)
    )

    assert_refused(row, "assessment_total_0_to_100", sentence=sentence)


@pytest.mark.parametrize(
    ("state", "total"), [("announced", None), *[(state, Decimal(0)) for state in WITHOUT_NUMBER]]
)
def test_total_stands_exactly_when_it_was_announced(state, total):
    row = Assessment(agency=make_agency(), year=make_year(), total_state=state, announced_total=total)

    assert_refused(row, "assessment_total_iff_announced")


@pytest.mark.parametrize("given", [{"announced_level": "D"}, {"announced_on": "2020-08-31"}])
def test_before_the_announcement_there_is_no_level_and_no_date(given):
    row = Assessment(agency=make_agency(), year=make_year(), **given)

    assert_refused(row, "assessment_nothing_before_announcement")


def test_indicator_has_one_score(assessment):
    score(assessment).save()

    assert_refused(score(assessment), "indicatorscore_one_per_indicator")


@pytest.mark.parametrize(
    ("value", "sentence"), [("-0.01", "คะแนนต้องไม่ต่ำกว่า 0"), ("101", "คะแนนต้องไม่เกิน 100")]
)
def test_score_lies_within_0_to_100(assessment, value, sentence):
    row = score(assessment, value=Decimal(value))

    assert_refused(row, "indicatorscore_value_0_to_100", sentence=sentence)


@pytest.mark.parametrize("state", WITHOUT_NUMBER)
def test_score_without_announcement_has_no_number_not_even_zero(assessment, state):
    assert_refused(score(assessment, state=state, value=Decimal(0)), "indicatorscore_value_iff_announced")


def test_announced_score_has_a_number(assessment):
    assert_refused(
        score(assessment, value=None), "indicatorscore_value_iff_announced", sentence=SCORE_SENTENCE
    )


def test_zero_missing_not_announced_and_not_applicable_are_published_as_four_things(assessment):
    score(assessment, 1, value=Decimal(0)).save()
    for number, state in enumerate(WITHOUT_NUMBER, start=2):
        score(assessment, number, state=state, value=None).save()

    rows = result_content(assessment)["indicators"]

    assert [(row["score"], row["score_state"]) for row in rows[:4]] == [
        (Decimal(0), "announced"),
        (None, "missing"),
        (None, "not_announced"),
        (None, "not_applicable"),
    ]
    assert (rows[4]["score"], rows[4]["score_state"]) == (None, "missing")  # nobody entered it


def test_score_of_another_years_indicator_is_refused(assessment):
    of_2564 = make_year(2564).indicators.get(number=1)
    row = IndicatorScore(assessment=assessment, indicator=of_2564, value=Decimal(1))

    with pytest.raises(ValidationError, match="ตัวชี้วัดนี้เป็นของปีอื่น"):
        row.full_clean()
    score(assessment).save()
    assert_guarded("another year", "UPDATE assessments_indicatorscore SET indicator_id = %s", [of_2564.pk])
    assert_guarded(
        "another year",
        "INSERT INTO assessments_indicatorscore (assessment_id, indicator_id, state, value)"
        " VALUES (%s, %s, 'announced', 1)",
        [assessment.pk, of_2564.pk],
    )


def test_scores_keep_two_decimals_as_announced(assessment):
    score(assessment, value=Decimal("74.50")).save()

    assert IndicatorScore.objects.get().value == Decimal("74.50")
    with pytest.raises(ValidationError):
        score(assessment, 2, value=Decimal("74.505")).full_clean()


def test_states_are_known_ones(assessment):
    row = Assessment(agency=make_agency("other", name="อื่น"), year=assessment.year, total_state="guessed")
    assert_database_refuses(row, "assessment_total_state_is_known")
    assert_database_refuses(score(assessment, state="guessed", value=None), "indicatorscore_state_is_known")
