"""The rows and sentences that the result page makes of a published result."""

from decimal import Decimal

import pytest

from assessments.content.canonical_json import canonical_json, parse_content
from assessments.models import IndicatorScore
from assessments.result.content import result_content
from assessments.scoring import explanation
from tests.support.factories import PAKCHONG_SCORES, make_assessment

pytestmark = pytest.mark.django_db


def published(states=(), **given):
    """A result as the record gives it back; `states` replaces scores: {indicator number: state}."""
    assessment = make_assessment(**given)
    for number, state in dict(states).items():
        indicator = assessment.year.indicators.get(number=number)
        IndicatorScore.objects.update_or_create(
            assessment=assessment, indicator=indicator, defaults={"state": state, "value": None}
        )
    return parse_content(canonical_json(result_content(assessment)))


def decimals(*figures):
    return [Decimal(figure) for figure in figures]


def test_sum_of_pakchong():
    made = explanation.score_sum(published())

    assert [row["mean"] for row in made["rows"]] == decimals("75.442", "81.773", "21.155")
    assert made["parts"] == decimals("22.63", "24.53", "8.46")
    assert [row["lost"] for row in made["rows"]] == decimals("7.37", "5.47", "31.54")
    assert (made["total"], made["lost"]) == (Decimal("55.62"), Decimal("44.38"))
    assert (made["agreement"], made["why_not"]) == ("ตรงกับที่ประกาศ", "")
    assert [row["length"] for row in made["rows"]] == [75, 75, 100]
    assert [row["got"] for row in made["rows"]] == decimals("56.575", "61.325", "21.15")


@pytest.mark.parametrize(
    ("total", "agreement"),
    [
        ("55.62", "ตรงกับที่ประกาศ"),
        ("55.64", "ต่างจากที่ประกาศ 55.64 อยู่ 0.02 คะแนน ซึ่งการปัดเศษทำให้ต่างได้"),
        ("55.65", ""),
    ],
)
def test_agreement_with_the_announced_total(total, agreement):
    result = published(total=total)

    assert explanation.agreement(result) == agreement
    assert bool(result["computed"]["differences"]) == (agreement == "")


def test_without_a_score_there_is_no_sum_and_the_reason_is_told():
    states = {2: "missing", 3: "not_announced", 9: "not_applicable", 10: "not_applicable"}
    made = explanation.score_sum(published(states))

    assert made["parts"] == [None, Decimal("24.53"), None]
    assert (made["total"], made["lost"], made["agreement"]) == (None, None, "")
    assert made["why_not"] == "ยังรวมคะแนนไม่ได้ เพราะไม่ทราบคะแนนของ IIT และ OIT"
    assert [row["why_not"] for row in made["rows"]] == [
        "คิดคะแนนไม่ได้ เพราะตัวชี้วัดที่ 2 ไม่มีคะแนนในประกาศ และตัวชี้วัดที่ 3 ยังไม่ประกาศคะแนน",
        "",
        "คิดคะแนนไม่ได้ เพราะทั้ง 2 ตัวชี้วัดไม่ใช้กับหน่วยงานนี้",
    ]
    assert [row["got"] is None for row in made["rows"]] == [True, False, True]


def test_largest_losses_are_named_until_they_hold_more_than_half():
    missing = explanation.missing_points(published())

    assert [(row["number"], row["lost"]) for row in missing["rows"]] == [
        (10, Decimal("18.75")),
        (9, Decimal("12.79")),
    ]
    assert missing["others"]["count"] == 8
    assert missing["others"]["lost"] == Decimal("12.84")
    assert missing["lost"] == Decimal("44.38")
    assert missing["rows"][0]["length"] == 100
    assert missing["agrees"]


def test_equal_losses_are_named_together_but_never_more_than_three():
    scores = ["100"] * 5 + ["84.90"] * 3 + ["100"] * 2
    named = explanation.missing_points(published(scores=scores, total="95.47", level="AA"))

    assert [row["number"] for row in named["rows"]] == [6, 7, 8]
    assert named["others"] is None


def test_missing_points_are_none_at_the_top_and_unknown_without_a_score():
    full = explanation.missing_points(published(scores=["100"] * 10, total="100", level="AA"))

    assert (full["lost"], full["rows"], full["others"]) == (0, [], None)
    scoreless = published({1: "missing"}, year_be=2564)
    assert explanation.missing_points(scoreless) is None


def test_bar_of_an_indicator_is_its_share_of_the_total():
    rows = {row["number"]: row for row in explanation.weakest_first(published())}

    assert (rows[10]["length"], rows[10]["got"], rows[10]["lost"]) == (100, Decimal("6.25"), Decimal("18.75"))
    assert (rows[1]["length"], rows[1]["got"]) == (30, Decimal("25.104"))
    assert rows[6]["length"].quantize(Decimal("0.01")) == 50


def test_indicators_stand_weakest_first_and_those_without_score_last():
    rows = explanation.weakest_first(published({10: "missing", 1: "not_announced"}))

    assert [row["number"] for row in rows] == [9, 4, 5, 2, 3, 8, 7, 6, 1, 10]
    assert rows[0]["lost"] is None
    assert rows[0]["score"] == Decimal(PAKCHONG_SCORES[8])


@pytest.mark.parametrize(
    ("printed", "label"),
    [("D", "D"), ("ระดับ D", "D"), ("55.62 (D)", "D"), ("A หรือ D", None), ("ดีมาก", None), ("", None)],
)
def test_announced_band(printed, label):
    band = explanation.announced_band(published(level=printed))

    assert (band and band["label"]) == label


@pytest.mark.parametrize(
    ("given", "told"),
    [({}, True), ({"level": "C"}, False), ({"total": "56.62"}, False), ({"level": ""}, False)],
)
def test_reason_is_given_where_rule_and_announcement_agree(given, told):
    reason = explanation.level_reason(published(**given))

    assert reason.startswith("คะแนนรวม 55.62 อยู่ในช่วง 55.00–64.99") == told
    assert bool(reason) == told


@pytest.mark.parametrize(("total", "lacking"), [("55.62", "29.38"), ("85.00", "0"), ("90.10", "0")])
def test_target(total, lacking):
    assert explanation.target(published(total=total)) == {"mark": 85, "lacking": Decimal(lacking)}


def test_no_target_without_a_mark_or_a_total():
    result = published()

    assert explanation.target(result | {"pass_mark": None}) is None
    assert explanation.target(result | {"announced": result["announced"] | {"total": None}}) is None
