"""Differences between two results: every state of a score reads differently, computed figures follow."""

from decimal import Decimal
from itertools import permutations

import pytest

from assessments.content.differences import Change, FieldChange, changed_keys, differences
from tests.support.published_contents import result


def changed(old, new):
    """(key, fields as (name, old, new)) of each Change."""
    return [
        (change.key, [(each.name, each.old, each.new) for each in change.fields])
        for change in differences(old, new)
    ]


def with_score(score, state):
    content = result()
    content["indicators"][2] |= {"score": score, "score_state": state}
    return content


def test_the_first_publication_adds_every_part():
    keys = changed_keys(None, result())

    assert keys["removed"] == keys["changed"] == []
    assert keys["added"] == [
        *("agency", "announced", "indicator 1", "indicator 2", "indicator 3", "instrument IIT", "scheme"),
        *("band C", "band D", "pass mark", "list"),
    ]


def test_equal_contents_do_not_differ():
    assert differences(result(), result()) == ()
    assert changed_keys(result(), result()) == {"added": [], "removed": [], "changed": []}


def test_a_corrected_score():
    assert differences(result(), with_score(Decimal(8), "announced")) == (
        Change(
            "changed",
            "indicator 3",
            "ตัวชี้วัดที่ ๓ การใช้อำนาจ",
            (FieldChange("คะแนน", "๗๗.๙๒", "๘.๐๐"),),
        ),
    )


STATES = {
    "๐.๐๐": (0, "announced"),
    "ไม่มีคะแนนตัวชี้วัดนี้ในประกาศ": (None, "missing"),
    "ยังไม่ประกาศ": (None, "not_announced"),
    "ไม่ใช้กับหน่วยงานนี้": (None, "not_applicable"),
}


@pytest.mark.parametrize(("before", "after"), permutations(STATES, 2))
def test_zero_and_the_three_reasons_for_no_figure_read_differently(before, after):
    assert changed(with_score(*STATES[before]), with_score(*STATES[after])) == [
        ("indicator 3", [("คะแนน", before, after)])
    ]


def test_the_announcement():
    new = result()
    source = {"label": "ประกาศ ป.ป.ช.", "url": "https://example.go.th/ita"}
    new["announced"] |= {"state": "not_announced", "total": None, "level": ""}
    new["announced"] |= {"announced_on": "2020-08-31", "source": source}

    assert changed(result(), new) == [
        (
            "announced",
            [
                ("คะแนนรวม", "๕๕.๖๒", "ยังไม่ประกาศ"),
                ("ระดับ", "D", ""),
                ("วันที่ประกาศ", "", "๓๑ สิงหาคม ๒๕๖๓"),
                ("ที่มา", "", "ประกาศ ป.ป.ช. — https://example.go.th/ita"),
            ],
        )
    ]
    new["announced"]["state"] = "missing"
    assert changed(result(), new)[0][1][0] == ("คะแนนรวม", "๕๕.๖๒", "ไม่มีคะแนนรวมในประกาศ")


def test_indicators_and_bands_that_come_and_go():
    old, new = result(), result()
    del old["indicators"][1], new["scale"]["bands"][0]
    new["scale"]["bands"][0]["min"] = Decimal("54.5")

    assert changed_keys(old, new) == {
        "added": ["indicator 2"],
        "removed": ["band C"],
        "changed": ["band D"],
    }
    assert changed(old, new)[2] == ("band D", [("คะแนนต่ำสุด", "๕๕", "๕๔.๕")])


def test_rules_of_the_year():
    new = result()
    new["instruments"][0]["weight"] = 40
    new["pass_mark"] = None
    new["oit_list"] = {"items": None, "borders": {"9.1": 8, "9.2": 1}}
    new["scale"]["scheme"] = "words"

    assert changed(result(), new) == [
        ("instrument IIT", [("น้ำหนักในคะแนนรวม", "ร้อยละ ๓๐", "ร้อยละ ๔๐")]),
        ("scheme", [("ระบบ", "ตัวอักษร AA–F", "ถ้อยคำ ผ่านดีเยี่ยม–ต้องปรับปรุงโดยด่วน")]),
        ("pass mark", [("คะแนน", "๘๕.๐๐", "")]),
        (
            "list",
            [
                ("จำนวนข้อ", "๔๓", ""),
                ("จำนวนข้อรายตัวชี้วัดย่อย", "๙.๑ มี ๙ ข้อ", "๙.๑ มี ๘ ข้อ\n๙.๒ มี ๑ ข้อ"),
            ],
        ),
    ]
    assert changed_keys(result(), new)["removed"] == ["pass mark"]


def test_computed_figures_are_told_only_when_no_score_explains_them():
    recomputed = result()
    recomputed["computed"] |= {"total": Decimal("55.63"), "means": {"IIT": Decimal("75.44")}}
    recomputed["computed"]["differences"] = ["ต่างกัน 0.01"]
    corrected = with_score(Decimal(70), "announced") | {"computed": recomputed["computed"]}

    assert changed(result(), recomputed) == [
        (
            "computed",
            [
                ("คะแนนรวมที่คำนวณได้", "๕๕.๖๒", "๕๕.๖๓"),
                ("ค่าเฉลี่ยของเครื่องมือ", "IIT ๗๕.๔๔๒", "IIT ๗๕.๔๔"),
                ("ส่วนที่ต่างจากประกาศ", "", "ต่างกัน ๐.๐๑"),
            ],
        )
    ]
    assert changed_keys(result(), corrected)["changed"] == ["indicator 3"]


def test_what_no_page_prints_is_not_hidden():
    new = result()
    new["agency"]["slug"] = "other"

    assert [(each.key, each.fields) for each in differences(result(), new)] == [("data", ())]
    assert differences(result(), result() | {"schema": "result/2"})[0].fields == (
        FieldChange("รูปแบบข้อมูล", "result/1", "result/2"),
    )


def test_contents_without_an_entry_differ_as_a_whole():
    old, new = {"schema": "letters/1", "text": "ก"}, {"schema": "letters/1", "text": "ข"}

    assert changed_keys(None, old) == {"added": ["data"], "removed": [], "changed": []}
    assert changed_keys(old, new)["changed"] == ["data"]


def test_contents_of_different_pages_are_refused():
    with pytest.raises(ValueError, match="different pages"):
        differences(result(), result() | {"schema": "oit/1"})
