"""Differences between two plans: actions are followed by what they say, not by where they stand."""

import pytest

from assessments.content.differences import Change, FieldChange, changed_keys, differences
from tests.support.published_contents import action, measures

FIRST, SECOND, THIRD = (
    "จัดทำคู่มือการใช้ทรัพย์สินของราชการ",
    "เปิดเผยขั้นตอนและระยะเวลาการให้บริการ",
    "จัดอบรมบุคลากรเรื่องการจัดซื้อจัดจ้าง",
)


def plan(*texts, indicator=1):
    return measures(*(action(order, text, indicator) for order, text in enumerate(texts, start=1)))


def keys(old, new):
    """(added, removed, changed) keys."""
    return tuple(changed_keys(old, new).values())


def test_an_action_at_the_top_is_one_addition():
    (change,) = differences(plan(FIRST, SECOND), plan(THIRD, FIRST, SECOND))

    assert change == Change(
        "added",
        "action 1.1",
        "มาตรการที่ ๑ ของตัวชี้วัดที่ ๑",
        (FieldChange("มาตรการ", "", THIRD),),
    )


def test_an_action_that_goes_is_one_removal():
    assert keys(plan(FIRST, SECOND, THIRD), plan(FIRST, THIRD)) == ([], ["action 1.2"], [])


def test_a_moved_action_says_where_from():
    (change,) = differences(plan(FIRST, SECOND, THIRD), plan(THIRD, FIRST, SECOND))

    assert (change.kind, change.key) == ("changed", "action 1.1")
    assert change.fields == (FieldChange("ลำดับในตัวชี้วัด", "มาตรการที่ ๓", "มาตรการที่ ๑"),)


def test_an_action_whose_number_stayed_is_not_called_moved():
    """It passed two others, and two new ones stand before it now."""
    old, new = plan("หนึ่ง", "สอง", "สาม"), plan(FIRST, SECOND, "สาม", "หนึ่ง", "สอง")

    assert keys(old, new) == (["action 1.1", "action 1.2"], [], [])


def test_an_edited_action_is_found_beside_a_new_one():
    edited = SECOND + "ทางเว็บไซต์"
    changes = differences(plan(FIRST, SECOND), plan(THIRD, FIRST, edited))

    assert [(each.kind, each.key) for each in changes] == [
        ("added", "action 1.1"),
        ("changed", "action 1.3"),
    ]
    assert changes[1].fields == (FieldChange("มาตรการ", SECOND, edited),)
    assert changes[1].label == "มาตรการที่ ๓ ของตัวชี้วัดที่ ๑"


def test_another_text_at_the_same_place_is_a_change():
    (change,) = differences(plan(FIRST, SECOND), plan(FIRST, THIRD))

    assert (change.kind, change.fields) == ("changed", (FieldChange("มาตรการ", SECOND, THIRD),))


def test_another_text_at_another_place_is_another_action():
    old, new = measures(action(1, FIRST)), measures(action(2, THIRD))

    assert keys(old, new) == (["action 1.2"], ["action 1.1"], [])


def test_the_same_text_twice_is_two_actions():
    assert keys(plan(FIRST, FIRST), plan(FIRST)) == ([], ["action 1.2"], [])
    assert keys(plan(FIRST, SECOND), plan(FIRST, SECOND, FIRST)) == (["action 1.3"], [], [])


def test_an_action_under_another_indicator_is_another_action():
    assert keys(plan(FIRST), plan(FIRST, indicator=2)) == (["action 2.1"], ["action 1.1"], [])


def test_labels_count_as_the_page_does():
    """Orders may have gaps; the page numbers what is there."""
    old = measures(action(1, FIRST), action(5, SECOND))
    new = measures(action(1, FIRST), action(5, SECOND, status="done"))

    (change,) = differences(old, new)
    assert (change.key, change.label) == ("action 1.5", "มาตรการที่ ๒ ของตัวชี้วัดที่ ๑")


@pytest.mark.parametrize(
    ("field", "value", "name", "shown"),
    [
        ("weak_point", "ขั้นตอนไม่ชัดเจน", "จุดที่ต้องพัฒนา", "ขั้นตอนไม่ชัดเจน"),
        ("responsible", "กองช่าง", "ผู้รับผิดชอบ", "กองช่าง"),
        ("steps", "๑. ประชุม\n๒. จัดทำ", "ขั้นตอน", "๑. ประชุม\n๒. จัดทำ"),
        ("start_on", "2021-01-31", "วันเริ่ม", "๓๑ มกราคม ๒๕๖๔"),
        ("due_on", "2021-09-30", "กำหนดแล้วเสร็จ", "๓๐ กันยายน ๒๕๖๔"),
        ("monitoring", "รายงานทุกเดือน", "การกำกับติดตาม", "รายงานทุกเดือน"),
        ("status", "not_started", "สถานะ", "ยังไม่เริ่มดำเนินการ"),
        ("status", "doing", "สถานะ", "กำลังดำเนินการ"),
        ("status", "done", "สถานะ", "ดำเนินการแล้ว"),
        ("status", "dropped", "สถานะ", "ยกเลิก ไม่ดำเนินการต่อ"),
    ],
)
def test_what_an_action_says_of_itself(field, value, name, shown):
    unknown, known = measures(action(1, FIRST)), measures(action(1, FIRST, **{field: value}))

    assert differences(unknown, known)[0].fields == (FieldChange(name, "", shown),)
    assert differences(known, unknown)[0].fields == (FieldChange(name, shown, ""),)


def test_texts_of_the_document():
    old, new = measures(), measures()
    new |= {"title": "มาตรการ ปี ๒๕๖๔", "introduction": "ความเป็นมา", "result_year": 2562}
    new["instruments"][0]["analysis"] = "จุดอ่อน"
    new["instruments"][1]["analysis"] = ""

    assert keys(old, new) == (
        ["introduction", "analysis IIT"],
        ["analysis EIT"],
        ["title", "result year"],
    )
    labels = {change.key: change.label for change in differences(old, new)}
    assert labels["analysis IIT"] == "บทวิเคราะห์ IIT แบบวัดการรับรู้ภายใน"
    assert labels["title"] == "ชื่อเอกสาร"
