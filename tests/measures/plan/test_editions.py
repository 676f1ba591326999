"""Draft and final editions of a plan: final is refused while a measure lacks something, or says why."""

import json
from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Division, Publication
from assessments.record.publish import PublishingRefused
from measures.models import RemediationAction
from measures.plan.content import plan_content
from measures.plan.publish import MeasuresPage
from tests.support.factories import make_agency, make_plan
from tests.support.people import make_user
from tests.support.public_pages import words

pytestmark = pytest.mark.django_db
SIGNED = {"note": "เผยแพร่", "by": "somsri", "role": "ผู้อนุมัติ"}
PAGE = "/ita/2564/measures/"


@pytest.fixture
def plan():
    """Two measures: the first has all it needs, the second nothing."""
    plan = make_plan(actions=[(1, "จัดทำคู่มือ"), (10, "ประกาศนโยบาย")])
    office = Division.objects.create(agency=plan.agency, name="สำนักปลัด")
    plan.actions.filter(order=1).update(division=office, due_on=date(2021, 3, 31), monitoring="ทุกไตรมาส")
    return plan


@pytest.fixture
def desk(client, plan):
    client.force_login(make_user("approver", "approver", plan.agency))
    return client


@pytest.fixture
def step(plan):
    return reverse("admin:measures_measuresplan_publish", args=[plan.pk])


def complete(plan):
    plan.actions.filter(order=2).update(
        responsible="นายก อบต.", due_on=date(2021, 6, 30), monitoring="รายงานสภา"
    )


def test_what_nobody_said_is_not_in_the_content(plan):
    plain = make_plan(make_agency("other", name="องค์การบริหารส่วนตำบลอื่น"), actions=[(1, "จัดทำคู่มือ")])
    content = plan_content(plain)
    assert not {"edition", "incomplete_reason"} & set(content)
    assert not {"division", "dropped_reason"} & set(content["actions"][0])
    assert plan_content(plan)["actions"][0]["division"] == "สำนักปลัด"


def test_final_is_refused_measure_by_measure_and_leaves_the_plan_alone(desk, step, plan):
    page = desk.get(step).text
    assert "มาตรการ ๑๐.๒ ยังขาด ผู้รับผิดชอบ กำหนดแล้วเสร็จ การกำกับติดตาม" in page
    assert "มาตรการ ๑.๑" not in page
    refused = desk.post(step, {"edition": "final", "incomplete_reason": " ", "note": "สมบูรณ์"})
    assert "มี ๑ มาตรการที่ยังไม่ครบ: มาตรการ ๑๐.๒ (ผู้รับผิดชอบ" in refused.text
    plan.refresh_from_db()
    assert (plan.is_final, plan.history.count()) == (False, 1)
    assert not Publication.objects.exists()


def test_with_a_reason_final_is_published_and_the_reason_is_shown(desk, step, plan, client):
    data = {"edition": "final", "incomplete_reason": "รอคำสั่งแต่งตั้งคณะทำงาน", "note": "สมบูรณ์"}
    assert desk.post(step, data).status_code == 302
    content = json.loads(client.get("/ita/2564/measures.json").content)
    assert (content["edition"], content["incomplete_reason"]) == ("final", "รอคำสั่งแต่งตั้งคณะทำงาน")
    text = words(client.get(PAGE))
    assert "ฉบับ ฉบับสมบูรณ์" in text
    assert "เพราะ รอคำสั่งแต่งตั้งคณะทำงาน" in text
    assert "ผู้รับผิดชอบ สำนักปลัด" in text
    plan.refresh_from_db()
    assert plan.history.first().history_user_id == "approver"


def test_a_complete_plan_is_final_without_a_reason(desk, step, plan, client):
    complete(plan)
    assert "ยังขาด" not in desk.get(step).text
    data = {"edition": "final", "incomplete_reason": "ไม่ต้องมี", "note": "สมบูรณ์"}
    assert desk.post(step, data).status_code == 302
    assert "ไม่ต้องมี" not in client.get(PAGE).text
    assert "ฉบับสมบูรณ์" in client.get(PAGE).text


def test_nothing_is_asked_of_a_dropped_measure(plan):
    plan.actions.filter(order=2).update(status="dropped", dropped_reason="ซ้ำกับงานประจำ")
    record = MeasuresPage().publish(plan, edition="final", **SIGNED)
    assert record.data()["actions"][1]["dropped_reason"] == "ซ้ำกับงานประจำ"


def test_from_draft_to_final_is_a_change_of_its_own_and_back(desk, step, plan, client):
    complete(plan)
    desk.post(step, {"edition": "draft", "note": "ร่าง"})
    assert "ฉบับ ฉบับร่าง" in words(client.get(PAGE))
    assert "เว้นแต่จะเปลี่ยนระหว่างฉบับร่างกับฉบับสมบูรณ์" in desk.get(step).text
    assert "จึงไม่มีอะไรให้เผยแพร่" in desk.post(step, {"edition": "draft", "note": "ร่างอีก"}).text
    assert desk.post(step, {"edition": "final", "note": "สมบูรณ์"}).status_code == 302
    changes = words(client.get(f"{PAGE}differences/1/2/"))
    assert "ความสมบูรณ์ของฉบับ" in changes
    assert "สมบูรณ์" in changes.partition("ความสมบูรณ์ของฉบับ")[2]
    desk.post(step, {"edition": "draft", "note": "กลับเป็นร่าง"})
    assert Publication.objects.latest("number").data()["edition"] == "draft"


def test_a_final_plan_that_became_incomplete_is_refused_again(plan):
    complete(plan)
    MeasuresPage().publish(plan, edition="final", **SIGNED)
    RemediationAction.objects.filter(plan=plan, order=1).update(due_on=None)
    with pytest.raises(PublishingRefused, match="กำหนดแล้วเสร็จ"):
        MeasuresPage().publish(plan, **SIGNED)


def test_the_reason_must_not_carry_the_staff_survey(plan):
    with pytest.raises(PublishingRefused, match="IIT"):
        MeasuresPage().publish(
            plan, edition="final", incomplete_reason="https://itas.nacc.go.th/go/iit/abc123", **SIGNED
        )
    assert not plan.is_final
