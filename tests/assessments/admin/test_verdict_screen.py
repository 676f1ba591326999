"""The internal auditor's verdict: signed, seen on the checklist, said to be old when the item changed."""

import pytest
from django.urls import reverse

from assessments.models import Assessment, DisclosureLink, ItemVerdict
from tests.support.factories import make_assessment, make_disclosure
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def disclosure():
    make_assessment(year_be=2564, scores=())
    return make_disclosure(links=[("แผน", "https://www.example.go.th/a")])


def checklist(client):
    row = Assessment.objects.get(year__year_be=2564)
    return client.get(reverse("admin:assessments_checklist_change", args=[row.pk])).text


def give(client, disclosure, verdict, reason=""):
    given = {"disclosure": disclosure.pk, "verdict": verdict, "reason": reason}
    return client.post(reverse("admin:assessments_itemverdict_add"), given)


def test_verdict_is_given_signed_and_shown(client, disclosure):
    client.force_login(make_user("auditor", "auditor"))
    screen = reverse("admin:assessments_disclosure_change", args=[disclosure.pk])
    assert f"/itemverdict/add/?disclosure={disclosure.pk}" in client.get(screen).text
    assert "ยังไม่ให้ความเห็น" in checklist(client)

    assert give(client, disclosure, "fail").status_code == 200
    assert not ItemVerdict.objects.exists()
    assert give(client, disclosure, "fail", "ไม่มีวันที่").status_code == 302

    verdict = ItemVerdict.objects.get()
    assert (verdict.given_by, verdict.history.get().history_user) == ("auditor", "auditor")
    assert "ไม่ผ่าน: ไม่มีวันที่" in checklist(client)
    assert f"/itemverdict/{verdict.pk}/change/" in client.get(screen).text


@pytest.mark.parametrize("change", ["answer", "link"])
def test_a_verdict_on_what_was_changed_since_says_so(client, disclosure, change):
    client.force_login(make_user("auditor", "auditor"))
    give(client, disclosure, "pass")
    assert "แก้ไขหลังให้ความเห็น" not in checklist(client)
    if change == "answer":
        disclosure.explanation = "หน้าแรก"
        disclosure.save()
    else:
        DisclosureLink.objects.update(url="https://www.example.go.th/b")
    assert "แก้ไขหลังให้ความเห็น" in checklist(client)


def test_an_editor_reads_verdicts_and_gives_none(client, disclosure):
    client.force_login(make_user("auditor", "auditor"))
    give(client, disclosure, "pass")
    client.force_login(make_user("editor", "editor"))
    assert give(client, disclosure, "pass").status_code == 403
    screen = reverse("admin:assessments_itemverdict_change", args=[ItemVerdict.objects.get().pk])
    assert client.get(screen).status_code == 200
    assert client.post(screen, {"verdict": "fail", "reason": "x"}).status_code == 403


def test_a_verdict_stands_in_the_log_of_the_agency(client, disclosure):
    client.force_login(make_user("auditor", "auditor"))
    give(client, disclosure, "fail", "ไม่มีวันที่")
    log = client.get(reverse("admin:assessments_agency_log", args=[disclosure.agency_id]))
    assert "ไม่มีวันที่" in log.text
