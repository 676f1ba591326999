"""`explain_score`: how a total comes about, as JSON on standard output."""

import json

import pytest
from django.core.management import CommandError, call_command

PAKCHONG = "83.68 74.51 77.92 67.74 73.36 84.25 81.66 79.41 36.06 6.25".split()


def explain(capsys, *arguments):
    call_command("explain_score", *arguments)
    return json.loads(capsys.readouterr().out)


def test_the_announced_result_of_pak_chong(capsys):
    explained = explain(capsys, "2563", *PAKCHONG)
    assert explained["parts"] == {"IIT": 22.63, "EIT": 24.53, "OIT": 8.46}
    assert explained["means"] == {"IIT": 75.442, "EIT": 81.773, "OIT": 21.155}
    assert (explained["total"], explained["level"], explained["warnings"]) == (55.62, "D", [])
    assert explained["points_lost"]["instruments"]["OIT"] == 31.54
    assert explained["points_lost"]["total"] == 44.38


def test_accepted_items_and_the_fewest_to_a_target(capsys):
    explained = explain(capsys, "2563", *PAKCHONG, "--accept", "O42,O43", "--target", "65")
    assert (explained["accepted"]["total"], explained["accepted"]["level"]) == (65.62, "C")
    assert explained["route"]["items"] == ["O42", "O43"]
    assert explained["accepted"]["route"]["items"] == []
    assert explained["total"] == 55.62


def test_thai_digits_are_read(capsys):
    thai = [score.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) for score in PAKCHONG]
    assert explain(capsys, "๒๕๖๓", *thai)["total"] == 55.62


def test_an_impossible_score_is_a_warning(capsys):
    explained = explain(capsys, "2563", *PAKCHONG[:-1], "6.52")
    assert any("6.25" in warning for warning in explained["warnings"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["2563", *PAKCHONG[:-1], "101"], "101"),
        (["2563", *PAKCHONG[:-1], "-1"], "-1"),
        (["2563", *PAKCHONG[:-1]], "มีตัวชี้วัด 10 ตัว แต่ใส่คะแนนมา 9 ค่า"),
        (["3105", *PAKCHONG], "หมายถึง"),
        (["2599", *PAKCHONG], "อยู่นอกช่วงปีที่มีหลักเกณฑ์"),
        (["2563", *PAKCHONG, "--accept", "O99"], "ไม่มีข้อ O99"),
        (["2568", *PAKCHONG, "--accept", "O1"], "ยังไม่ยืนยัน"),
    ],
)
def test_bad_input_is_a_thai_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("explain_score", *[a if not a.startswith("-1") else f" {a}" for a in arguments])
