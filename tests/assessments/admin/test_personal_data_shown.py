"""What the publish screen shows of personal data: nothing where there is none, a few of many, its cost."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.files.extract import Reading
from assessments.files.storage import add_document
from assessments.models import Assessment, AuditEntry
from tests.support.factories import make_disclosure, make_plan, make_year, publish_plan

pytestmark = pytest.mark.django_db
PHONE, NOTE = "081-234-5678", "เผยแพร่ครั้งแรก"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def disclosure():
    return make_disclosure(code="O12")


@pytest.fixture
def screen(disclosure):
    checklist = Assessment.objects.create(agency=disclosure.agency, year=make_year(2564))
    return reverse("admin:assessments_checklist_publish", args=[checklist.pk])


def attach(disclosure, text, name="รายชื่อ.csv"):
    add_document(disclosure, SimpleUploadedFile(name, text.encode()), by="somsri")


def test_a_page_without_personal_data_asks_for_nothing(admin_client):
    plan = make_plan(actions=[(1, "อบรม ๒๕๖๔ งบประมาณ 1,250,000.00 บาท")])
    address = reverse("admin:measures_measuresplan_publish", args=[plan.pk])

    page = admin_client.get(address).text

    assert "ข้อมูลส่วนบุคคล" not in page
    assert "personal_" not in page
    assert admin_client.post(address, {"note": NOTE}).status_code == 302
    assert AuditEntry.objects.get().sentence == f"เผยแพร่ฉบับที่ 1: {NOTE}"


def test_long_lists_are_cut_and_counted(admin_client):
    phones = " ".join(f"081-234-5{number:03}" for number in range(30))
    plan = make_plan(actions=[(1, phones)])

    text = admin_client.get(reverse("admin:measures_measuresplan_publish", args=[plan.pk])).text

    assert text.count("081-xxx-xx") == 5
    assert "และอีก ๒๕ หมายเลขในที่เดียวกัน" in text


def test_documents_without_text_are_named_and_ask_for_nothing(admin_client, monkeypatch, disclosure, screen):
    monkeypatch.setattr("assessments.files.storage.read_document", lambda path, kind: Reading())
    attach(disclosure, "ก,ข\n")

    text = admin_client.get(screen).text.replace("<wbr>", "")

    assert "เอกสาร ๑ ฉบับไม่มีข้อความให้ตรวจ" in text
    assert "ข้อ O12 ลิงก์ลำดับ 1 เอกสาร “รายชื่อ.csv”" in text
    assert "personal_reason" not in text


def test_the_screen_costs_the_same_however_many_documents(admin_client, disclosure, screen):
    counts = []
    for number in range(3):
        attach(disclosure, f"{number},{PHONE}\n")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(screen).text.count("081-xxx-xx78") == number + 1
        counts.append(len(queries))

    assert counts[1] == counts[2]
    assert sum('"assessments_storedfile"."text"' in each["sql"] for each in queries) == 1


def test_texts_are_not_read_again_once_they_were_checked(admin_client, disclosure, screen):
    attach(disclosure, f"1,{PHONE}\n")
    first = admin_client.get(screen).text
    with CaptureQueriesContext(connection) as queries:
        again = admin_client.get(screen).text

    assert first.count("081-xxx-xx78") == again.count("081-xxx-xx78") == 1
    assert not any('"assessments_storedfile"."text"' in each["sql"] for each in queries)


def test_the_reason_of_a_withdrawal_takes_no_number_either(admin_client):
    record = publish_plan(actions=[(1, f"ติดต่อ {PHONE}")])
    address = reverse("admin:assessments_publication_withdraw", args=[record.pk])

    response = admin_client.post(address, {"reason": f"มีเบอร์ {PHONE} ของผู้ร้องเรียน"})

    assert "จึงห้ามใส่หมายเลขโทรศัพท์มือถือ (081-xxx-xx78)" in response.text
    record.refresh_from_db()
    assert record.withdrawn_at is None
