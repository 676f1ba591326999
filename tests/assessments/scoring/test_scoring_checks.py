"""Cross-checks of announced figures: told, never applied."""

from decimal import Decimal

import pytest

from assessments.scoring import cross_checks, score_findings, year_findings
from tests.support.year_rules import PAKCHONG_2563, YEARS, year_rules


def codes(findings):
    return [finding.code for finding in findings]


def test_pakchong_2563_fits_in_every_way():
    assert cross_checks(year_rules(2563), PAKCHONG_2563, Decimal("55.62"), "D") == []


@pytest.mark.parametrize(
    ("announced", "told"),
    [("55.64", False), ("55.60", False), ("55.65", True), ("55.59", True)],
)
def test_a_total_differs_when_it_is_over_0_02_away(announced, told):
    findings = cross_checks(year_rules(2563), PAKCHONG_2563, Decimal(announced))

    assert codes(findings) == (["total_differs"] if told else [])


def test_the_difference_is_told_with_both_figures():
    [finding] = cross_checks(year_rules(2563), PAKCHONG_2563, Decimal("56.62"))

    assert finding.message == "คะแนนรวมที่ประกาศ 56.62 ต่างจากที่คำนวณจากตัวชี้วัด 55.62 อยู่ 1.00 คะแนน"
    assert finding.numbers == (Decimal("56.62"), Decimal("55.62"), Decimal("1.00"))
    assert finding.field == "total"


def test_a_score_that_no_count_gives_names_the_nearest():
    [finding] = score_findings(year_rules(2563), 10, Decimal("6.52"))

    assert finding.message.startswith("6.52: ใกล้เคียงค่าที่เป็นไปได้ 6.25")
    assert (finding.code, finding.indicator, finding.numbers) == (
        "score_unreachable",
        10,
        (Decimal("6.52"), Decimal("6.25")),
    )


def test_36_04_for_indicator_9_is_told():
    assert codes(score_findings(year_rules(2563), 9, Decimal("36.04"))) == ["score_unreachable"]
    assert score_findings(year_rules(2563), 9, Decimal("36.06")) == []


def test_unconfirmed_borders_tell_nothing_about_an_indicator():
    assert score_findings(year_rules(2567), 10, Decimal("6.52")) == []


@pytest.mark.parametrize("score", ["100.01", "-1"])
def test_a_score_out_of_range_is_told_and_nothing_is_computed_with_it(score):
    findings = cross_checks(year_rules(2563), PAKCHONG_2563 | {1: Decimal(score)}, Decimal("55.62"), "D")

    assert codes(findings) == ["score_out_of_range"]
    assert findings[0].indicator == 1


def test_a_total_out_of_range_is_told():
    findings = cross_checks(year_rules(2563), PAKCHONG_2563, Decimal("155.62"), "D")

    assert codes(findings) == ["total_out_of_range"]


@pytest.mark.parametrize("printed", ["D", "ระดับ D", "d", "55.62 (D)"])
def test_a_level_is_understood_as_printed(printed):
    assert cross_checks(year_rules(2563), PAKCHONG_2563, Decimal("55.62"), printed) == []


def test_a_level_against_the_rule_is_told_with_the_reason():
    [finding] = cross_checks(year_rules(2563), PAKCHONG_2563, Decimal("55.62"), "C")

    assert finding.code == "level_differs"
    assert "“D”" in finding.message
    assert "55.00–64.99" in finding.message


def test_both_scales_at_once_fit_when_the_year_s_own_word_does():
    scores = dict.fromkeys(range(1, 11), Decimal("96.04"))

    assert cross_checks(year_rules(2567), scores, Decimal("96.04"), "96.04 (ผ่านดีเยี่ยม) ระดับ AA") == []
    assert codes(cross_checks(year_rules(2567), scores, Decimal("96.04"), "ผ่าน")) == ["level_differs"]


def test_a_level_of_another_scale_is_told():
    scores = dict.fromkeys(range(1, 11), Decimal("96.04"))

    assert codes(cross_checks(year_rules(2567), scores, Decimal("96.04"), "AA")) == ["level_not_in_scale"]


def test_what_is_not_known_is_not_checked():
    scores = PAKCHONG_2563 | {5: None}

    assert cross_checks(year_rules(2563), scores, Decimal("99.00"), "AA") == []
    assert cross_checks(year_rules(2563), PAKCHONG_2563, None, "C")[0].code == "level_differs"
    assert cross_checks(year_rules(2563), PAKCHONG_2563) == []


@pytest.mark.parametrize(
    ("year", "likely"),
    [(3105, 2562), (3107, 2564), (2021, 2564), (2561, None), (2570, None)],
)
def test_a_year_out_of_range_names_the_one_meant(year, likely):
    [finding] = year_findings(year, YEARS)

    assert finding.code == "year_out_of_range"
    assert finding.numbers == ((year,) if likely is None else (year, likely))
    assert ("หมายถึง" in finding.message) == (likely is not None)


def test_a_year_with_rules_is_in_range():
    assert [year_findings(year, YEARS) for year in YEARS] == [[] for _ in YEARS]
