"""The privacy notice, and the year after which personal data is gone."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command

from assessments.models import CitizenReport, SenderHour
from assessments.reports.intake import Sent, receive
from tests.support.citizens import NOON
from tests.support.factories import make_agency
from tests.support.public_pages import only_reading, words

pytestmark = pytest.mark.django_db
OLD, YOUNG = NOON - timedelta(days=366), NOON - timedelta(days=364)


def scrub(*options):
    """The last line of the command's output."""
    out = io.StringIO()
    call_command("scrub_reports", *options, stdout=out)
    return out.getvalue().splitlines()[-1]


@pytest.fixture
def reports(time_machine):
    agency = make_agency()
    rows = []
    for received, text in ((OLD, "เก่า"), (YOUNG, "ใหม่")):
        time_machine.move_to(received, tick=False)
        rows.append(receive(agency, Sent("/ita/", "wrong", text, "นาย ก", "081"), "a" * 64, received))
    time_machine.move_to(NOON, tick=False)
    CitizenReport.objects.update(status="answered", answer="แก้แล้ว", answered_at=OLD, answered_by="somsri")
    return rows


def told(report):
    report.refresh_from_db()
    return report.name, report.contact, report.text, report.text_sha256


def test_notice_says_what_is_kept_and_for_how_long(client, db):
    make_agency()
    with only_reading():
        response = client.get("/ita/report/privacy/")

    assert response.status_code == 200
    assert "หนึ่งปีนับจากวันที่ส่ง" in words(response)
    assert not response.cookies
    assert client.post("/ita/report/privacy/").status_code == 405


def test_scrubbing_erases_what_is_older_than_a_year_once(reports):
    old, young = reports
    kept = told(young)

    assert scrub("--dry-run") == "จะลบ ข้อมูลส่วนบุคคลของ 1 เรื่อง และรหัสที่อยู่เครือข่าย 1 รายการ"
    assert told(old)[0] == "นาย ก"
    assert scrub() == "ลบแล้ว ข้อมูลส่วนบุคคลของ 1 เรื่อง และรหัสที่อยู่เครือข่าย 1 รายการ"
    assert told(old) == ("", "", "", "")
    assert told(young) == kept
    assert not SenderHour.objects.exists()
    assert scrub() == "ลบแล้ว ข้อมูลส่วนบุคคลของ 0 เรื่อง และรหัสที่อยู่เครือข่าย 0 รายการ"


def test_scrubbed_report_still_says_what_became_of_it(client, reports):
    scrub()
    page = words(client.get(f"/ita/report/{reports[0].reference}/"))

    assert "แก้แล้ว" in page
    assert "ข้อมูลส่วนบุคคลของเรื่องนี้ถูกลบแล้วเมื่อ ๒๕ พฤศจิกายน ๒๕๖๙" in page


def test_text_can_be_kept(reports):
    scrub("--keep-text")

    assert told(reports[0]) == ("", "", "เก่า", "")
