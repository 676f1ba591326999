"""Differences between two checklists: answers, explanations and links of an item."""

import pytest

from assessments.content.differences import Change, FieldChange, changed_keys, differences, touches_item
from tests.support.published_contents import checklist, item, link


def fields(old, new):
    """(name, old, new) of every FieldChange between two items."""
    (change,) = differences(checklist(old), checklist(new))
    assert change.key == old["code"]
    return [(each.name, each.old, each.new) for each in change.fields]


def test_an_answer_and_its_link():
    old, new = item("O1"), item("O1", "yes", [link(1)], since="2021-03-12", changed="2021-03-12")

    assert differences(checklist(old), checklist(new)) == (
        Change(
            "changed",
            "O1",
            "ข้อ O1 เรื่องที่ ๑",
            (
                FieldChange("คำตอบ", "ยังไม่เปิดเผย", "มี"),
                FieldChange("ลิงก์", "", "๑. รายงาน — https://example.go.th/1"),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("answer", "shown"), [("yes", "มี"), ("no", "ไม่มี"), ("none_this_period", "ไม่มีในรอบนี้")]
)
def test_every_answer_reads_differently(answer, shown):
    assert fields(item("O2"), item("O2", answer)) == [("คำตอบ", "ยังไม่เปิดเผย", shown)]
    assert fields(item("O2", answer), item("O2")) == [("คำตอบ", shown, "ยังไม่เปิดเผย")]


def test_links_change_each_for_itself():
    old = item("O1", "yes", [link(1), link(2, "แผน", "/ita/2564/measures/"), link(3, "")])
    new = item("O1", "yes", [link(1, removed=True), link(2, "แผน", "/ita/2564/oit/"), link(4, "ใหม่")])

    assert fields(old, new) == [
        ("ลิงก์", "๑. รายงาน — https://example.go.th/1", "๑. รายงาน (หน่วยงานนำลิงก์นี้ออกแล้ว)"),
        ("ลิงก์", "๒. แผน — /ita/2564/measures/", "๒. แผน — /ita/2564/oit/"),
        ("ลิงก์", "๓. https://example.go.th/1", ""),
        ("ลิงก์", "", "๔. ใหม่ — https://example.go.th/1"),
    ]


def test_what_the_list_asks():
    old = item("O1")
    new = item("O1", title="โครงสร้าง 2 ส่วน", requirements=["แผนผัง", "มี 2 ชั้น"], sub_indicator=None)
    new |= {"requirements_confidence": "verified", "data_period": "previous_fy", "note": "อปท. ข้อ 1"}

    assert fields(old, new) == [
        ("ชื่อข้อ", "เรื่องที่ ๑", "โครงสร้าง ๒ ส่วน"),
        ("ตัวชี้วัดย่อย", "๙.๑", ""),
        ("สิ่งที่ต้องมี", "แสดงแผนผัง ๑ แผ่น", "แผนผัง\nมี ๒ ชั้น"),
        ("การตรวจเทียบกับคู่มือ", "ยังไม่ยืนยัน (จากความจำ)", "ยืนยันจากแหล่งที่ระบุ"),
        ("หมายเหตุ", "", "อปท. ข้อ ๑"),
        ("ช่วงเวลาของข้อมูล", "ข้อมูลของปีที่ประเมิน", "ข้อมูลของปีก่อน"),
    ]


def test_items_that_come_and_go_stand_where_they_stood():
    old = checklist(item("O2"), item("O3"), item("O4"))
    new = checklist(item("O1"), item("O2", "no"), item("O4", "no"))
    new["sub_indicators"] = []

    assert [(each.kind, each.key) for each in differences(old, new)] == [
        ("removed", "sub 9.1"),
        ("added", "O1"),
        ("changed", "O2"),
        ("removed", "O3"),
        ("changed", "O4"),
    ]


def test_digits_of_another_script_are_shown_as_they_are():
    """Titles are shown with Thai digits; where only those differ, that would show the same text twice."""
    assert fields(item("O1", title="มี 2 ส่วน"), item("O1", title="มี ๒ ส่วน")) == [
        ("ชื่อข้อ", "มี 2 ส่วน", "มี ๒ ส่วน")
    ]


def test_dates_that_follow_from_an_answer_say_nothing_of_their_own():
    old = checklist(item("O1", "no", since="2021-03-01", changed="2021-03-01"), item("O2", "yes"))
    new = checklist(item("O1", "yes", since="2021-03-12", changed="2021-03-12"), item("O2", "yes"))

    assert changed_keys(old, new)["changed"] == ["O1"]


def test_an_answer_that_changed_and_changed_back_is_told_by_its_dates():
    first = item("O1", "yes", since="2021-03-01", changed="2021-03-01")
    back = item("O1", "yes", since="2021-04-02", changed="2021-04-02")

    (change,) = differences(checklist(first, item("O2")), checklist(back, item("O2")))
    assert change == Change(
        "changed",
        "dates",
        "วันที่ของคำตอบ",
        (
            FieldChange(
                "ข้อ O1",
                "ตอบตั้งแต่ ๑ มีนาคม ๒๕๖๔ เปลี่ยนล่าสุด ๑ มีนาคม ๒๕๖๔",
                "ตอบตั้งแต่ ๒ เมษายน ๒๕๖๔ เปลี่ยนล่าสุด ๒ เมษายน ๒๕๖๔",
            ),
        ),
    )


def test_touches_item():
    old, new = checklist(item("O4"), item("O42")), checklist(item("O42", "yes"), item("O5"))
    keys = changed_keys(old, new)

    assert keys == {"added": ["O5"], "removed": ["O4"], "changed": ["O42"]}
    assert touches_item(keys, "O42")
    assert touches_item(keys, "o4")
    assert touches_item(keys, "O5")
    assert not touches_item(keys, "O2")
    assert not touches_item({}, "O42")
    assert touches_item(changed_keys(None, old), "O4")


def test_an_older_schema_without_a_field_can_be_compared():
    old, new = item("O1"), item("O1")
    del old["note"], old["since"], old["changed"], old["links"]

    assert differences(checklist(old), checklist(new))[0].key == "data"
    assert fields(old, item("O1", note="หมายเหตุ")) == [("หมายเหตุ", "", "หมายเหตุ")]
