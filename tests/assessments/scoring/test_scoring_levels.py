"""The level of each scale, at each floor and 0.01 below, with its reason."""

from decimal import Decimal

import pytest

from assessments.scoring import compute, compute_from_means, level_for, level_of
from tests.support.year_rules import PAKCHONG_2563, year_rules

LETTERS = (2562, 2563, 2564, 2565)
WORDS = (2566, 2567, 2568, 2569)
FULL = {"IIT": 100, "EIT": 100, "OIT": 100}


@pytest.mark.parametrize("year", LETTERS)
@pytest.mark.parametrize(
    ("total", "label"),
    [
        ("100.00", "AA"),
        ("95.00", "AA"),
        ("94.99", "A"),
        ("85.00", "A"),
        ("84.99", "B"),
        ("75.00", "B"),
        ("74.99", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("55.00", "D"),
        ("54.99", "E"),
        ("50.00", "E"),
        ("49.99", "F"),
        ("0.00", "F"),
    ],
)
def test_letters(year, total, label):
    assert level_for(year_rules(year), Decimal(total), {}).label == label


@pytest.mark.parametrize("year", WORDS)
@pytest.mark.parametrize(
    ("total", "lowest", "label"),
    [
        ("100.00", "100.00", "ผ่านดีเยี่ยม"),
        ("95.00", "95.00", "ผ่านดีเยี่ยม"),
        ("95.00", "94.99", "ผ่านดี"),
        ("94.99", "95.00", "ผ่านดี"),
        ("97.00", "85.00", "ผ่านดี"),
        ("97.00", "84.99", "ผ่าน"),
        ("85.00", "85.00", "ผ่านดี"),
        ("85.00", "84.99", "ผ่าน"),
        ("84.99", "84.99", "ต้องปรับปรุง"),
        ("84.99", "100.00", "ต้องปรับปรุง"),
        ("70.00", "60.00", "ต้องปรับปรุง"),
        ("69.99", "60.00", "ต้องปรับปรุงโดยด่วน"),
        ("0.00", "0.00", "ต้องปรับปรุงโดยด่วน"),
    ],
)
@pytest.mark.parametrize("code", ["IIT", "EIT", "OIT"])
def test_words(year, total, lowest, label, code):
    means = FULL | {code: Decimal(lowest)}

    assert level_for(year_rules(year), Decimal(total), means).label == label


def test_a_survey_below_85_keeps_94_64_from_a_higher_word():
    rules = year_rules(2568)
    computed = compute_from_means(
        rules, {"IIT": Decimal("97.50"), "EIT": Decimal("84.90"), "OIT": Decimal("99.80")}
    )

    assert computed.parts == {"IIT": Decimal("29.25"), "EIT": Decimal("25.47"), "OIT": Decimal("39.92")}
    assert computed.total == Decimal("94.64")
    level = level_of(rules, computed)
    assert (level.label, level.higher) == ("ผ่าน", "ผ่านดี")
    assert [(item.code, item.score, item.needed) for item in level.held_back_by] == [
        ("EIT", Decimal("84.90"), Decimal(85))
    ]
    assert level.reason == (
        "คะแนนรวม 94.64 อยู่ในช่วง 85.00–100.00 จึงได้ระดับ “ผ่าน” ไม่ใช่ “ผ่านดี” เพราะคะแนน EIT 84.90 ต่ำกว่า 85.00"
    )


def test_every_instrument_that_holds_back_is_named():
    means = {"IIT": Decimal("94.00"), "EIT": Decimal("94.50"), "OIT": Decimal("97.00")}

    level = level_for(year_rules(2568), Decimal("95.35"), means)

    assert level.label == "ผ่านดี"
    assert [item.code for item in level.held_back_by] == ["IIT", "EIT"]


def test_an_instrument_is_compared_as_it_reads():
    means = FULL | {"EIT": Decimal("84.995")}

    assert level_for(year_rules(2568), Decimal("95.00"), means).label == "ผ่านดี"


def test_letters_say_what_lacks_to_the_next():
    rules = year_rules(2563)

    level = level_of(rules, compute(rules, PAKCHONG_2563))

    assert (level.label, level.name, level.higher, level.lacking) == ("D", "ระดับ D", "C", Decimal("9.38"))
    assert "55.00–64.99" in level.reason


def test_the_highest_level_lacks_nothing():
    level = level_for(year_rules(2568), Decimal("96.00"), FULL)

    assert (level.higher, level.lacking, level.held_back_by) == ("", 0, ())
    assert "ทุกเครื่องมือได้ตั้งแต่ 95.00" in level.reason


def test_unknown_scores_give_no_level():
    assert level_of(year_rules(2563), compute(year_rules(2563), {})) is None
    assert level_for(year_rules(2568), Decimal("90.00"), FULL | {"EIT": None}) is None
    assert level_for(year_rules(2568), Decimal("60.00"), FULL | {"EIT": None}).label == "ต้องปรับปรุงโดยด่วน"
