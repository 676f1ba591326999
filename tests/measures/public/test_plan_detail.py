"""GET /ita/2564/measures/: the document again, better."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from tests.support.factories import load_pakchong, make_plan, publish_pakchong, publish_plan
from tests.support.public_pages import section, thai, words

pytestmark = pytest.mark.django_db
PAGE = reverse("measures:plan_detail", args=[2564])
EXPECTED = json.loads(
    Path(__file__).parents[2].joinpath("data/pakchong-measures-2564.json").read_text("utf-8")
)


def plain(text):
    return " ".join(text.split())


def test_report_equals_the_document_figure_by_figure(client):
    publish_pakchong()

    text = words(client.get(PAGE))

    assert EXPECTED["title"] in text
    assert plain(EXPECTED["introduction"]) in text
    assert plain(EXPECTED["analyses"]["IIT"]) in text
    place = 0
    for row in EXPECTED["indicators"]:
        heading = thai(f"{row['number']}. {row['name']} {row['score']}")
        place = text.index(heading, place or text.index(f"{row['instrument']})", 0))
        for action in row["actions"]:
            place = text.index(plain(action), place)


def test_both_years_are_named_and_the_result_is_one_click_away(client):
    publish_pakchong()

    response = client.get(PAGE)

    assert "จากผลการประเมิน ปีงบประมาณ ๒๕๖๓ ๕๕.๖๒ คะแนน ระดับ D" in words(response)
    assert "มาตรการของ ปีงบประมาณ ๒๕๖๔" in words(response)
    assert 'href="/ita/2563/"' in response.text


def test_each_indicator_has_its_actions_under_it_in_order(client):
    publish_pakchong()

    response = client.get(PAGE)

    counts = [len(re.findall(rf'id="action-{number}-[0-9]+"', response.text)) for number in range(1, 11)]
    assert counts == [3, 3, 2, 2, 2, 2, 2, 2, 4, 3]


def test_score_can_be_read_off_a_bar(client):
    publish_pakchong()

    response = client.get(PAGE)

    assert 'width="83.68%"' in section(response, "indicator-1")
    assert 'width="6.25%"' in section(response, "indicator-10")


def test_missing_person_date_and_status_are_said_to_be_missing(client):
    publish_pakchong()

    assert words(client.get(PAGE)).count("ยังไม่ระบุผู้รับผิดชอบ กำหนดเวลา และสถานะ") == 10


def test_what_staff_entered_is_shown_in_thai(client):
    plan = make_plan(actions=[(1, "จัดทำคู่มือ"), (1, "อบรม")])
    plan.actions.filter(order=1).update(
        responsible="สำนักปลัด",
        weak_point="ขั้นตอนไม่ชัด",
        steps="ยกร่าง",
        start_on=date(2021, 1, 31),
        due_on=date(2021, 3, 31),
        monitoring="รายงานทุกเดือน",
        status="doing",
    )
    publish_plan(plan)

    text = words(client.get(PAGE))

    for shown in (
        "สำนักปลัด",
        "ขั้นตอนไม่ชัด",
        "ยกร่าง",
        "๓๑ มกราคม ๒๕๖๔",
        "๓๑ มีนาคม ๒๕๖๔",
        "รายงานทุกเดือน",
        "กำลังดำเนินการ",
    ):
        assert shown in text
    assert "อบรม ยังไม่ระบุ ผู้รับผิดชอบ กำหนดเวลา สถานะ" in text


def test_indicator_without_actions_says_so(client):
    publish_plan(actions=[(1, "จัดทำคู่มือ")])

    response = client.get(PAGE)

    assert "ยังไม่มีมาตรการของตัวชี้วัดนี้" not in section(response, "indicator-1")
    assert "ยังไม่มีมาตรการของตัวชี้วัดนี้" in section(response, "indicator-2")


def test_plan_without_a_result_on_the_desk_shows_no_figure(client):
    publish_plan(actions=[(1, "จัดทำคู่มือ")])

    response = client.get(PAGE)

    assert response.status_code == 200
    assert "ไม่มีคะแนน" in section(response, "indicator-1")
    assert "๐.๐๐" not in response.text


def test_provenance_names_number_note_role_and_hash(client):
    record = publish_pakchong().publications.get(page="measures")

    text = words(client.get(PAGE))

    assert "ฉบับที่ ๑ เผยแพร่" in text
    assert "โดยปลัด อบต." in text
    assert "สิ่งที่เปลี่ยน เผยแพร่ครั้งแรก" in text
    assert record.sha256 in text
    assert record.previous in text
    assert "somsri" not in text


def test_desk_does_not_show_before_it_is_published(client):
    agency = load_pakchong()
    before = client.get(PAGE).text
    plan = agency.plans.get()
    plan.actions.update(text="แก้ไขแล้ว", responsible="กองคลัง")
    agency.name = "ชื่อใหม่ยังไม่เผยแพร่"

    assert client.get(PAGE).text == before

    publish_plan(plan, note="แก้ข้อความ")
    assert "แก้ไขแล้ว" in words(client.get(PAGE))
