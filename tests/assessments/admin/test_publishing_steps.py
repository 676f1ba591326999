"""Preview, then publish: the two steps from the desk to the record."""

import pytest
from django.contrib import admin
from django.urls import reverse

from assessments.models import Agency, Assessment, Publication, journal_as
from measures.models import MeasuresPlan
from tests.support.people import make_user


@pytest.fixture
def desk(example, admin_client):
    return admin_client


@pytest.fixture
def plan(desk):
    return MeasuresPlan.objects.get()


def step(row, name):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def test_preview_shows_the_draft_and_the_public_page_does_not(desk, client, plan):
    action = plan.actions.first()
    action.responsible = "กองคลัง"
    action.save()

    preview = desk.get(step(plan, "preview")).text
    public = client.get("/ita/2564/measures/").text

    assert "กองคลัง" in preview
    assert "ตัวอย่างก่อนเผยแพร่" in preview
    assert "กองคลัง" not in public


def test_preview_writes_nothing(desk, plan):
    before = Publication.objects.count()
    for row in (plan, Assessment.objects.get(year__year_be=2563)):
        assert desk.get(step(row, "preview")).status_code == 200
    checklist = Assessment.objects.get(year__year_be=2564)
    assert desk.get(reverse("admin:assessments_checklist_preview", args=[checklist.pk])).status_code == 200
    assert Publication.objects.count() == before


def test_publish_asks_for_a_note(desk, plan):
    plan.title += " (แก้ไข)"
    plan.save()

    response = desk.post(step(plan, "publish"), {"note": "  "})

    assert "กรุณาเขียนว่าฉบับนี้เปลี่ยนอะไร" in response.text
    assert Publication.objects.filter(page="measures").count() == 1


def test_publish_refuses_when_nothing_changed(desk, plan):
    assert "ไม่มีอะไรให้เผยแพร่" in desk.get(step(plan, "publish")).text

    response = desk.post(step(plan, "publish"), {"note": "ลองใหม่"})

    assert "ไม่มีอะไรให้เผยแพร่" in response.text
    assert Publication.objects.filter(page="measures").count() == 1


def test_publish_writes_the_next_number_and_the_page_changes(desk, client, plan, admin_user):
    plan.title = "มาตรการฉบับปรับปรุง"
    plan.save()

    response = desk.post(step(plan, "publish"), {"note": "ปรับชื่อเอกสาร"}, follow=True)

    assert "ฉบับที่ 2" in response.text
    newest = Publication.objects.filter(page="measures").latest("number")
    assert (newest.number, newest.note, newest.published_by) == (2, "ปรับชื่อเอกสาร", admin_user.username)
    assert newest.published_by_role == "ผู้ดูแลระบบ"
    assert "มาตรการฉบับปรับปรุง" in client.get("/ita/2564/measures/").text


def test_publishing_is_for_approvers(desk, client, plan):
    client.force_login(make_user("clerk", "editor", plan.agency))
    assert client.get(step(plan, "publish")).status_code == 403
    assert client.post(step(plan, "publish"), {"note": "x"}).status_code == 403
    assert client.get(step(plan, "preview")).status_code == 200
    client.force_login(make_user("stranger"))
    assert {client.get(step(plan, each)).status_code for each in ("publish", "preview")} == {404}


def test_who_changed_something_does_not_publish_it_alone(desk, client, plan):
    Agency.objects.update(two_person_rule=True)
    somsri, somchai = make_user("somsri", "approver"), make_user("somchai", "approver")
    with journal_as("somsri"):
        plan.actions.filter(order=1).update(text="ข้อความใหม่")

    client.force_login(somsri)
    assert "ให้ผู้อนุมัติอีกคน" in client.post(step(plan, "publish"), {"note": "แก้ข้อความ"}).text
    client.force_login(somchai)
    assert client.post(step(plan, "publish"), {"note": "แก้ข้อความ"}).status_code == 302
    newest = Publication.objects.filter(page="measures").latest("number")
    assert (newest.number, newest.published_by, newest.published_by_role) == (2, "somchai", "ผู้อนุมัติ")


def test_an_unknown_row_is_not_found(desk):
    assert desk.get("/ita/admin/measures/measuresplan/999999/preview/").status_code == 404
    assert desk.get("/ita/admin/measures/measuresplan/nonsense/publish/").status_code == 404


def test_only_what_was_never_published_may_be_deleted(desk, plan, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    assert desk.post(step(plan, "delete"), {"post": "yes"}).status_code == 403
    published = Assessment.objects.get(year__year_be=2563)
    unpublished = Assessment.objects.get(year__year_be=2564)
    screen = admin.site.get_model_admin(Assessment)
    assert not screen.has_delete_permission(request, published)
    assert screen.has_delete_permission(request, unpublished)
