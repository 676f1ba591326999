"""The hand-in: what stood that day stays, whatever is done later, and each later change is warned of."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments.files.storage import add_document
from assessments.files.xlsx import fitting
from assessments.models import Assessment, Disclosure, DisclosureLink, LinkTarget, Publication
from tests.support.factories import make_agency, make_disclosure, make_year, publish_checklist

PAGE, HISTORY = "/ita/2564/oit/handin/", "/ita/2564/oit/o12/history/"
ORIGIN = "https://www.tambon.example"
MOVED_TO = "https://www.example.go.th/new"
NOT_ACKNOWLEDGED = "กรุณาอ่านคำเตือน แล้วเลือกว่ารับทราบ ยังไม่มีอะไรถูกบันทึก"
FORM = {"name": "นายสมชาย ใจดี", "position": "นายก อบต.", "note": "ส่งแบบ OIT ปี ๒๕๖๔", "acknowledged": "on"}


@pytest.fixture
def checklist(db, asked, settings, tmp_path, time_machine):
    """A published checklist: a checked link and a document in O12."""
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(datetime(2021, 4, 30, 2, 0, tzinfo=UTC), tick=False)
    agency = make_agency(hosts=["testserver", "www.tambon.example"], public_origin=ORIGIN)
    disclosure = make_disclosure(agency, "O12", links=[("รายงาน", "https://www.example.go.th/old")])
    disclosure.explanation = "หน้าแรก > รายงาน"
    disclosure.save()
    add_document(disclosure, upload("ก"), by="somsri")
    publish_checklist(agency)
    LinkTarget.objects.update(state="opens", last_checked_at=datetime(2021, 4, 29, 1, 0, tzinfo=UTC))
    return Assessment.objects.create(agency=agency, year=make_year(2564))


def seen(response):
    """The page without the places where a long word may break."""
    return response.text.replace("<wbr>", "")


def upload(text):
    return SimpleUploadedFile("รายงาน.csv", f"ลำดับ,ชื่อ\n1,{text}\n".encode())


def screen(checklist, step="handin"):
    return reverse(f"admin:assessments_checklist_{step}", args=[checklist.pk])


@pytest.fixture
def handed_in(checklist, admin_client):
    response = admin_client.post(screen(checklist), FORM)
    assert response.status_code == 302, response.context["form"].errors
    return Publication.objects.get(page="handin")


def test_screen_previews_warns_and_needs_a_name(checklist, admin_client):
    page = admin_client.get(screen(checklist)).text
    assert "https://www.example.go.th/old" in page.replace("<wbr>", "")
    assert "ยังไม่ได้ตอบ ๔๒ ข้อ: O1, O2" in page
    response = admin_client.post(screen(checklist), {"note": "ส่ง"})
    assert response.context["form"].errors["acknowledged"] == [NOT_ACKNOWLEDGED]
    assert response.context["form"].errors["name"] == ["กรุณากรอกช่องนี้"]
    Disclosure.objects.update(explanation="แก้แล้ว")
    assert "มีการแก้ไขที่ยังไม่เผยแพร่" in admin_client.get(screen(checklist)).text
    assert not Publication.objects.filter(page="handin").exists()


def test_without_a_published_checklist_nothing_can_be_handed_in(db, admin_client):
    row = Assessment.objects.create(agency=make_agency(), year=make_year(2564))
    response = admin_client.get(screen(row), follow=True)
    assert "เผยแพร่แบบรายการก่อน แล้วจึงส่ง" in response.text


def test_handing_in_needs_the_right_to_publish(checklist, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("somsri", is_staff=True))
    assert client.post(screen(checklist), FORM).status_code in (403, 404)
    assert not Publication.objects.filter(page="handin").exists()


def test_page_data_and_tables_say_what_stood(handed_in, client):
    page = seen(client.get(PAGE))
    for wanted in ("นายสมชาย ใจดี", "https://www.example.go.th/old", "SHA-256", "เมื่อส่ง: เปิดได้"):
        assert wanted in page
    data = json.loads(client.get("/ita/2564/handin.json").content)
    item = next(item for item in data["items"] if item["code"] == "O12")
    assert [link["url"] for link in item["links"]] == [
        "https://www.example.go.th/old",
        f"{ORIGIN}/ita/2564/oit/o12/2/versions/1/",
    ]
    assert item["links"][0]["check"]["checked_at"] == "2021-04-29T01:00:00.000000Z"
    assert len(item["links"][1]["document"]["sha256"]) == 64
    rows = list(csv.DictReader(io.StringIO(client.get("/ita/2564/handin.csv").content.decode("utf-8-sig"))))
    row = next(row for row in rows if row["ข้อ"] == "O12")
    assert (row["มี/ไม่มี"], row["คำอธิบาย"]) == ("มี", "หน้าแรก > รายงาน")
    assert row["ลิงก์ (URLs)"].splitlines()[0] == "https://www.example.go.th/old"
    sheet = load_workbook(io.BytesIO(client.get("/ita/2564/handin.xlsx").content)).active
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet.freeze_panes == "A2"


def test_later_changes_are_warned_of_and_leave_the_handed_in_form_alone(
    handed_in, checklist, client, admin_client
):
    before = client.get("/ita/2564/handin.json").content
    link = DisclosureLink.objects.get(position=1)
    link.url = MOVED_TO
    link.save()
    publish = screen(checklist, "publish")
    page = seen(admin_client.get(publish))
    assert f"O12 ลิงก์ที่ ๑ ที่ส่งไปแล้วจะเปลี่ยนจาก https://www.example.go.th/old เป็น {MOVED_TO}" in page
    response = admin_client.post(publish, {"note": "แก้ลิงก์"})
    assert response.context["form"].errors["acknowledged"] == [NOT_ACKNOWLEDGED]
    assert admin_client.post(publish, {"note": "แก้ลิงก์", "acknowledged": "on"}).status_code == 302

    document = DisclosureLink.objects.get(position=2)
    replace = reverse("admin:assessments_disclosurelink_replace", args=[document.pk])
    assert "O12 ลิงก์ที่ ๒ ส่งเข้าระบบ ITAS ไปแล้วเป็น รายงาน.csv รุ่นที่ ๑" in seen(admin_client.get(replace))
    admin_client.post(replace, {"file": upload("ข")})
    assert document.versions.count() == 1
    admin_client.post(replace, {"file": upload("ข"), "acknowledged": "1"})
    assert document.versions.count() == 2

    first = Publication.objects.get(page="oit", number=1)
    withdraw = reverse("admin:assessments_publication_withdraw", args=[first.pk])
    assert "มาจากฉบับนี้ ลิงก์ที่ส่งไปแล้วจะเปิดไม่พบเนื้อหา" in seen(admin_client.get(withdraw))
    assert admin_client.post(withdraw, {"reason": "ผิด"}).status_code == 200
    assert admin_client.post(withdraw, {"reason": "ผิด", "acknowledged": "on"}).status_code == 302

    assert client.get("/ita/2564/handin.json").content == before
    history = client.get(HISTORY).text
    assert "ส่ง ITAS เมื่อ ๓๐\u00a0เมษายน\u00a0๒๕๖๔ ๐๙:๐๐\u00a0น." in history
    assert "/ita/2564/oit/handin/versions/1/" in history


def test_once_the_result_is_announced_nothing_is_warned_of(handed_in, checklist, admin_client):
    Assessment.objects.update(total_state="announced", announced_total="55.62")
    DisclosureLink.objects.filter(position=1).update(url=MOVED_TO)
    assert admin_client.post(screen(checklist, "publish"), {"note": "แก้ลิงก์"}).status_code == 302


def test_handing_in_again_is_a_new_version_and_the_same_again_is_none(
    handed_in, checklist, admin_client, client
):
    response = admin_client.post(screen(checklist), FORM)
    assert "จึงไม่มีอะไรให้เผยแพร่" in str(response.context["form"].non_field_errors())
    admin_client.post(screen(checklist), FORM | {"name": "นางสมหญิง ใจงาม"})
    assert client.get("/ita/2564/oit/handin/versions/1/").status_code == 200
    changes = client.get("/ita/2564/oit/handin/differences/1/2/").text
    assert "นางสมหญิง ใจงาม" in changes


def test_a_text_longer_than_a_cell_of_excel_is_cut_with_a_note():
    (row,) = fitting([["ก" * 40_000, 1]])
    assert len(row[0]) == 32_767
    assert row[0].endswith("(ยาวเกินช่องของ Excel ฉบับเต็มอยู่ใน CSV)")
