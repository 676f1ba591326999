"""The progress page: previewed and published by an approver from the screen of the plan's progress."""

from urllib.parse import urljoin

import pytest
from django.urls import reverse
from lxml import html

from assessments.models import Publication
from tests.support.people import make_user
from tests.support.telling import make_told_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(time_machine):
    time_machine.move_to("2021-04-30T10:00:00+07:00", tick=False)
    return make_told_plan()


def test_an_approver_previews_and_publishes(client, plan):
    client.force_login(make_user("approver", "approver", plan.agency))
    screen = reverse("admin:measures_planprogress_change", args=[plan.pk])
    assert "เกินกำหนด" in client.get(screen).text
    preview = client.get(reverse("admin:measures_planprogress_preview", args=[plan.pk]))
    assert "ตัวอย่างก่อนเผยแพร่" in preview.text
    assert not Publication.objects.exists()
    publish = reverse("admin:measures_planprogress_publish", args=[plan.pk])
    assert client.post(publish, {"note": "รอบ ๖ เดือน"}).status_code == 302
    record = Publication.objects.get()
    assert (record.page, record.published_by_role) == ("progress", "ผู้อนุมัติ")
    assert "จึงไม่มีอะไรให้เผยแพร่" in client.get(publish).text


def test_editors_do_not_publish(client, plan):
    client.force_login(make_user("editor", "editor", plan.agency))
    publish = reverse("admin:measures_planprogress_publish", args=[plan.pk])
    assert client.post(publish, {"note": "x"}).status_code == 403


def test_who_told_something_does_not_publish_it_alone(client, plan):
    plan.agency.two_person_rule = True
    plan.agency.save()
    client.force_login(make_user("approver", "approver", plan.agency))
    entry = {"action": plan.actions.first().pk, "happened_on": "29/4/2564", "text": "ประชุมติดตามแล้ว"}
    none = {"evidence-TOTAL_FORMS": 0, "evidence-INITIAL_FORMS": 0}
    assert client.post(reverse("admin:measures_progressentry_add"), entry | none).status_code == 302
    publish = reverse("admin:measures_planprogress_publish", args=[plan.pk])
    assert "ให้ผู้อนุมัติอีกคน" in client.post(publish, {"note": "x"}).text


def test_choosing_the_edition_of_the_plan_is_no_edit_of_its_progress(client, plan):
    plan.agency.two_person_rule = True
    plan.agency.save()
    client.force_login(make_user("approver", "approver", plan.agency))
    reason = {"edition": "final", "incomplete_reason": "รอคำสั่ง"}
    for name, given in (("measuresplan", reason), ("planprogress", {})):
        publish = reverse(f"admin:measures_{name}_publish", args=[plan.pk])
        assert client.post(publish, given | {"note": "x"}).status_code == 302
    assert Publication.objects.count() == 2


def test_the_links_of_a_screen_lead_to_preview_and_publishing(client, plan):
    client.force_login(make_user("approver", "approver", plan.agency))
    for name in ("planprogress", "measuresplan"):
        screen = reverse(f"admin:measures_{name}_change", args=[plan.pk])
        page = html.document_fromstring(client.get(screen).text)
        links = {
            urljoin(screen, link.get("href"))
            for link in page.xpath("//ul[contains(@class, 'object-tools')]//a")
        }
        for step in ("preview", "publish"):
            address = reverse(f"admin:measures_{name}_{step}", args=[plan.pk])
            assert address in links
            assert client.get(address).status_code == 200
