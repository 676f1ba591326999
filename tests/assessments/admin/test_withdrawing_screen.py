"""The withdrawal of a record on the desk: what it says beforehand, and who may press the button."""

import pytest
from django.urls import reverse

from assessments.models import AuditEntry, Publication
from assessments.record.publish import withdraw
from tests.support.factories import make_assessment, publish_content, publish_result
from tests.support.people import make_user
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db
REASON = "มีชื่อผู้ร้องเรียน"


def screen(record, step="withdraw"):
    return reverse(f"admin:assessments_publication_{step}", args=[record.pk])


def press(client, record, reason=REASON, **options):
    return client.post(screen(record), {"reason": reason}, **options)


@pytest.fixture
def records(db):
    """Three versions of a result."""
    assessment = make_assessment()
    first = publish_result(assessment)
    second = publish_content(first.agency, 2563, "result", first.data() | {"remark": ""}, note="ครั้งที่ 2")
    assessment.scores.filter(indicator__number=1).update(value=0)
    return [first, second, publish_result(assessment, note="แก้คะแนน")]


def test_record_offers_the_button_to_those_who_may(admin_client, client, records):
    button = f'href="{screen(records[2])}"'
    assert button in admin_client.get(screen(records[2], "change")).text

    client.force_login(make_user("officer", "editor"))
    assert button not in client.get(screen(records[2], "change")).text
    withdraw(records[2], reason=REASON, by="somsri", role="ปลัด อบต.")
    assert button not in admin_client.get(screen(records[2], "change")).text


def test_screen_says_what_will_happen_to_the_current_page(admin_client, records):
    with only_reading():
        text = admin_client.get(screen(records[2])).text

    assert "ฉบับที่ประชาชนเห็นอยู่" in text
    assert "/ita/2563/ และไฟล์ข้อมูลของหน้านี้จะตอบว่า “ข้อมูลนี้ถูกถอนออกแล้ว” (รหัส ๔๑๐)" in text
    assert "ซึ่งจะเป็นฉบับที่ ๔" in text
    assert "เอากลับคืนไม่ได้" in text
    assert 'name="reason"' in text
    for other in records[:2]:
        assert f'href="{screen(other, "change")}"' in text


def test_screen_says_that_the_page_stays_when_an_old_version_goes(admin_client, records):
    withdraw(records[0], reason=REASON, by="somsri", role="ปลัด อบต.")

    text = admin_client.get(screen(records[1])).text

    assert "/ita/2563/ ยังแสดงฉบับที่ ๓ ตามเดิม" in text
    assert "/ita/2563/versions/2/" in text
    assert "(รหัส ๔๑๐)" not in text
    assert f'href="{screen(records[2], "change")}"' in text
    assert f'href="{screen(records[0], "change")}"' not in text


def test_reading_the_screen_withdraws_nothing(admin_client, records):
    admin_client.get(screen(records[2]), {"reason": REASON})
    admin_client.head(screen(records[2]))

    assert not Publication.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(("role", "status"), [(None, 404), ("editor", 403), ("auditor", 403), ("admin", 403)])
def test_withdrawing_is_for_approvers(client, records, role, status):
    client.force_login(make_user("officer", role))

    assert client.get(screen(records[2])).status_code == status
    assert press(client, records[2]).status_code == status
    assert not Publication.objects.exclude(withdrawn_at=None).exists()


def test_an_approver_withdraws_without_being_a_superuser(client, records):
    client.force_login(make_user("officer", "approver"))

    assert press(client, records[2]).status_code == 302
    assert Publication.objects.get(pk=records[2].pk).withdrawn_by == "officer"


def test_stranger_is_sent_to_the_login_and_an_unknown_record_is_not_found(client, admin_client, records):
    assert press(client, records[2]).url.startswith("/ita/admin/login/")
    assert admin_client.get("/ita/admin/assessments/publication/999999/withdraw/").status_code == 404
    assert not Publication.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize("reason", ["", "  \n", "ก" * 501])
def test_reason_is_needed_and_short(admin_client, records, reason):
    response = press(admin_client, records[2], reason)

    assert response.status_code == 200
    assert "form-error" in response.text
    assert not Publication.objects.exclude(withdrawn_at=None).exists()


def test_record_is_withdrawn_once_and_the_reason_stays(admin_client, records):
    press(admin_client, records[2])

    for response in (press(admin_client, records[2], "อีกครั้ง"), admin_client.get(screen(records[2]))):
        assert response.status_code == 409
        assert "ถูกถอนไปแล้ว" in response.text
        assert REASON in response.text
        assert 'name="reason"' not in response.text
    assert Publication.objects.get(pk=records[2].pk).withdrawn_reason == REASON
    assert AuditEntry.objects.count() == 1


def test_withdrawal_of_somebody_quicker_is_said_on_the_screen(admin_client, records, monkeypatch):
    withdraw(records[2], reason=REASON, by="somchai", role="ปลัด อบต.")
    stale = Publication.objects.get(pk=records[2].pk)
    stale.withdrawn_at = None
    monkeypatch.setattr(
        "assessments.admin.publishing.publication.PublicationAdmin.get_object", lambda *args: stale
    )

    assert "ฉบับนี้ถูกถอนไปแล้ว" in press(admin_client, records[2], "อีกครั้ง").text
    assert Publication.objects.get(pk=records[2].pk).withdrawn_by == "somchai"


def test_withdrawal_stands_in_the_history_of_the_record(admin_client, admin_user, records):
    response = press(admin_client, records[2], follow=True)

    assert "ถอนผลการประเมินฉบับที่ 3 แล้ว" in response.text
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.row) == (admin_user.username, str(records[2].pk))
    assert entry.agency == records[2].agency
    assert entry.sentence == f"ถอนฉบับที่ 3: {REASON}"
    assert REASON in admin_client.get(screen(records[2], "history")).text
