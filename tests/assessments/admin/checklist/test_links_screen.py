"""The screens of links: how each stands, what to do next, “check now”, a person's look."""

import pytest
from django.urls import reverse

from assessments.linkcheck import Found
from assessments.models import Assessment, LinkTarget
from tests.support.factories import make_agency, make_disclosure, make_year

URL = "https://www.example.go.th/1"


@pytest.fixture
def disclosure(db):
    return make_disclosure(make_agency(), "O12", links=[("ก", URL), ("ข", "/ita/2564/measures/")])


@pytest.fixture
def answers(monkeypatch):
    """What the internet answers instead of being asked."""
    states = {}

    def check(wanted_by_host, *, policy, on_found, stop, more):
        for host, wanted in more().items():
            for each in wanted:
                on_found(host, Found(each.url, states.get(each.url, "opens"), 200, detail="ลองเปิดเอง"))

    monkeypatch.setattr("assessments.links.check_run.check_addresses", check)
    return states


def screen(disclosure):
    return reverse("admin:assessments_disclosure_links", args=[disclosure.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_check_now_checks_and_says_what_to_do(admin_client, disclosure, answers):
    answers[URL] = "no_answer"
    assert "ยังไม่มีลิงก์ไปยังเว็บไซต์ หรือยังไม่ได้ตรวจ" in admin_client.get(screen(disclosure)).text
    response = admin_client.post(screen(disclosure), {"check": "1"}, follow=True)
    assert said(response) == ["ตรวจแล้ว 1 ลิงก์"]
    assert "ไม่ตอบ" in response.text
    assert "ลองเปิดเอง" in response.text
    assert LinkTarget.objects.get().broken is False


def test_check_now_of_a_whole_checklist(admin_client, disclosure, answers):
    make_disclosure(disclosure.agency, "O13", links=[("ค", "https://www.example.go.th/2")])
    row = Assessment.objects.create(agency=disclosure.agency, year=make_year(2564))
    address = reverse("admin:assessments_checklist_links", args=[row.pk])
    assert said(admin_client.post(address, {"check": "1"}, follow=True)) == ["ตรวจแล้ว 2 ลิงก์"]


def test_what_is_not_reached_in_time_is_said(admin_client, disclosure, monkeypatch):
    monkeypatch.setattr("assessments.links.check_run.check_addresses", lambda *given, more, **other: more())
    response = admin_client.post(screen(disclosure), {"check": "1"}, follow=True)
    assert said(response) == ["ตรวจแล้ว 0 ลิงก์ อีก 1 ลิงก์ยังตรวจไม่ถึง จะตรวจต่อในรอบถัดไป"]


def test_a_person_may_confirm_what_a_robot_cannot_see(admin_client, disclosure, answers):
    answers[URL] = "robot_wall"
    response = admin_client.post(screen(disclosure), {"check": "1"}, follow=True)
    assert "เปิดดูแล้ว เห็นข้อมูลครบ" in response.text
    target = LinkTarget.objects.get()
    response = admin_client.post(screen(disclosure), {"confirm": target.pk}, follow=True)
    target.refresh_from_db()
    assert target.confirmed_by == "admin"
    assert "admin เปิดดูแล้วเมื่อ" in response.text


def test_only_walls_and_doubts_can_be_confirmed(admin_client, disclosure, answers):
    admin_client.post(screen(disclosure), {"check": "1"})
    response = admin_client.post(screen(disclosure), {"confirm": LinkTarget.objects.get().pk})
    assert response.status_code == 404


def test_looking_is_not_checking(client, django_user_model, disclosure, answers):
    person = django_user_model.objects.create_user("somsri", is_staff=True)
    client.force_login(person)
    assert client.get(screen(disclosure)).status_code in (403, 404)
    assert client.post(screen(disclosure), {"check": "1"}).status_code in (403, 404)
    assert LinkTarget.objects.count() == 0


def test_screen_of_a_target_lists_items_and_checks(admin_client, disclosure, answers):
    admin_client.post(screen(disclosure), {"check": "1"})
    target = LinkTarget.objects.get()
    page = admin_client.get(reverse("admin:assessments_linktarget_change", args=[target.pk])).text
    assert "O12 ปี 2564" in page
    assert "ลองเปิดเอง" in page
