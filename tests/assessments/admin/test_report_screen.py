"""The queue of citizens' reports: who sees what, one answer for a matter, one step for a flood."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import CitizenReport, Membership
from assessments.reports.intake import Sent, add_to, receive
from tests.support.factories import make_agency
from tests.support.people import make_user
from tests.support.public_pages import words

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:assessments_citizenreport_changelist")


def report(text="ลิงก์เสีย", *, slug="pakchong", sender="a" * 64):
    agency = make_agency(slug, name=f"อบต.{slug}")
    sent = Sent("/ita/2564/oit/o12/", "dead_link", text, "นาย ก", "081-234-5678")
    return receive(agency, sent, sender, timezone.now())


def screen(row):
    return reverse("admin:assessments_citizenreport_change", args=[row.pk])


@pytest.fixture
def editor(client):
    client.force_login(make_user("somsri", "editor", make_agency(name="อบต.pakchong")))
    return client


def test_queue_of_a_flood_is_a_handful_of_rows(editor):
    for number in range(60):
        report(f"ข้อความที่ {number}")
    report("ลิงก์หน้า ๓ เสีย", sender="b" * 64)

    page = editor.get(QUEUE)
    assert page.context["cl"].result_count == 7
    assert "ส่งถี่ ๕๔" in words(page)
    assert "ลิงก์หน้า ๓ เสีย" in words(page)
    assert editor.get(QUEUE, {"queue": "messages"}).context["cl"].result_count == 61


def test_queue_costs_the_same_with_few_and_with_many(editor, django_assert_num_queries):
    report()
    with django_assert_num_queries(6) as few:
        editor.get(QUEUE)
    for number in range(40):
        report(f"{number}", sender=f"{number:064}")
    with django_assert_num_queries(len(few)):
        editor.get(QUEUE)


def test_answer_is_signed_makes_the_matter_answered_and_leaves_the_queue(editor):
    row = report()
    response = editor.post(screen(row), {"answer": "แก้ลิงก์แล้ว", "status": "received"})

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.status, row.answer, row.answered_by) == ("answered", "แก้ลิงก์แล้ว", "somsri")
    assert row.answered_at
    assert editor.get(QUEUE).context["cl"].result_count == 0
    assert editor.get(QUEUE, {"queue": "cases"}).context["cl"].result_count == 1


def test_closing_is_signed_and_opening_again_takes_the_signature_away(editor):
    row = report()
    editor.post(screen(row), {"answer": "", "status": "closed"})
    row.refresh_from_db()
    assert (row.status, row.closed_by, row.answered_by) == ("closed", "somsri", "")
    editor.post(screen(row), {"answer": "", "status": "received"})
    row.refresh_from_db()
    assert (row.status, row.closed_at, row.closed_by) == ("received", None, "")


def test_answered_without_an_answer_is_refused_in_thai(editor):
    response = editor.post(screen(report()), {"answer": "", "status": "answered"})

    assert "เขียนคำตอบก่อน" in response.text
    assert CitizenReport.objects.get().status == "received"


def test_messages_under_a_matter_stand_on_its_screen_and_are_answered_there(editor):
    row = report()
    again = report(sender="b" * 64)
    add_to(row, "ยังเสียอยู่", timezone.now())
    page = editor.get(screen(row))

    for wanted in ("ข้อความซ้ำกับเรื่องนี้", "ข้อความเพิ่มเติมของเรื่องนี้", "ยังเสียอยู่", "ข้อ O12 ของรายการ OIT ปี ๒๕๖๔"):
        assert wanted in words(page)
    assert 'name="answer"' not in editor.get(screen(again)).text
    editor.post(screen(again), {"answer": "x", "status": "closed"})
    again.refresh_from_db()
    assert (again.answer, again.status) == ("", "received")


def test_one_step_closes_a_flood_and_only_ones_own(editor):
    for number in range(30):
        report(f"{number}")
    foreign = report(slug="other")
    somsri = Membership.objects.get().user
    Membership.objects.create(user=somsri, agency=foreign.agency, role="auditor")  # may look there only
    chosen = [*CitizenReport.objects.queue().values_list("pk", flat=True), foreign.pk]
    response = editor.post(QUEUE, {"action": "close_with_messages", "_selected_action": chosen}, follow=True)

    assert "ปิดแล้ว ๖ เรื่อง รวม ๓๐ ข้อความ" in words(response)
    assert list(CitizenReport.objects.exclude(status="closed")) == [foreign]
    assert set(CitizenReport.objects.exclude(closed_by="").values_list("closed_by", flat=True)) == {"somsri"}


def test_auditor_reads_without_name_and_contact_and_changes_nothing(client):
    row = report()
    client.force_login(make_user("audit", "auditor", row.agency))

    page = client.get(screen(row))
    assert "ลิงก์เสีย" in page.text
    assert "นาย ก" not in page.text
    assert "081-234-5678" not in page.text
    assert client.post(screen(row), {"answer": "x", "status": "received"}).status_code == 403
    client.post(QUEUE, {"action": "close_with_messages", "_selected_action": [row.pk]})
    assert CitizenReport.objects.get().status == "received"


def test_editor_sees_name_and_contact_and_no_markup_of_citizens(editor):
    page = editor.get(screen(report("<script>alert(1)</script>")))

    assert "นาย ก" in page.text
    assert "<script>alert" not in page.text
