"""The ITAS sheet: rows to copy, files, and the way back with a preview, every error, all or nothing."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments.checklist.itas_sheet import HEADINGS
from assessments.models import Assessment, Disclosure, DisclosureLink
from tests.support.factories import make_agency, make_disclosure, make_year

ORIGIN = "https://www.tambon.example"
OLD, NEW = "https://www.example.go.th/old", "https://www.example.go.th/new"


@pytest.fixture
def checklist(db):
    agency = make_agency(hosts=["testserver", "www.tambon.example"], public_origin=ORIGIN)
    links = [("รายงาน", OLD), ("มาตรการ", "/ita/2564/measures/")]
    make_disclosure(agency, "O12", links=links, explanation="=1+1")
    return Assessment.objects.create(agency=agency, year=make_year(2564))


def address(checklist, step=""):
    return reverse(f"admin:assessments_checklist_sheet{step}", args=[checklist.pk])


def file_of(*rows, headings=HEADINGS):
    written = io.StringIO()
    csv.writer(written).writerows([headings, *rows])
    return SimpleUploadedFile("sheet.csv", written.getvalue().encode("utf-8-sig"))


def preview(client, checklist, *rows, **given):
    return client.post(address(checklist, "_import"), {"file": file_of(*rows, **given)})


def confirm(client, checklist, response):
    given = response.context["form"].initial
    return client.post(address(checklist, "_import"), given | {"confirm": "1"}, follow=True)


def changes(response):
    return [(change.place, change.before, change.after) for change in response.context["changes"]]


def test_sheet_has_every_item_and_every_address_in_full(admin_client, checklist):
    page = admin_client.get(address(checklist)).text
    assert f"{OLD}\n{ORIGIN}/ita/2564/measures/" in page
    assert page.count('<th scope="row">O') == 43
    assert "ยังไม่ได้ตรวจ" in page


def test_files_come_back_unchanged(admin_client, checklist):
    for form in ("csv", "xlsx"):
        data = admin_client.get(f"{address(checklist)[:-1]}.{form}").content
        upload = SimpleUploadedFile(f"sheet.{form}", data)
        assert changes(admin_client.post(address(checklist, "_import"), {"file": upload})) == []
    sheet = load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet["E13"].data_type == "s", "a text that looks like a formula stays a text"


def test_changes_are_shown_then_written_all_at_once(admin_client, checklist):
    rows = [
        ["o.12", "", "", f"1. {NEW}\nhttps://www.example.go.th/more", "-", ""],
        ["ข้อ ๑๓", "", "มี", OLD, "ดูหน้าแรก", ""],
        ["O14", "", "ไม่มีในรอบนี้", "", "", ""],
    ]
    response = preview(admin_client, checklist, *rows)
    assert changes(response) == [
        ("O12 คำอธิบาย", "=1+1", ""),
        ("O12 ลิงก์ (URLs) ๑", OLD, NEW),
        ("O12 เพิ่มลิงก์", "", "https://www.example.go.th/more"),
        ("O13 คำตอบ", "ยังไม่เปิดเผย", "มี"),
        ("O13 คำอธิบาย", "", "ดูหน้าแรก"),
        ("O13 เพิ่มลิงก์", "", OLD),
        ("O14 คำตอบ", "ยังไม่เปิดเผย", "ไม่มีในรอบนี้"),
    ]
    assert Disclosure.objects.count() == 1, "a preview writes nothing"
    assert "เปลี่ยน 7 รายการ" in confirm(admin_client, checklist, response).text
    links = DisclosureLink.objects.filter(disclosure__item__code="O12").order_by("position")
    assert list(links.values_list("url", flat=True)) == [
        NEW,
        "/ita/2564/measures/",
        "https://www.example.go.th/more",
    ]
    assert set(Disclosure.objects.values_list("item__code", "answer")) == {
        ("O12", "yes"),
        ("O13", "yes"),
        ("O14", "none_this_period"),
    }


def test_every_error_is_told_with_its_row_and_nothing_is_written(admin_client, checklist):
    rows = [
        ["O99", "", "", "", "", ""],
        ["O13", "", "น่าจะมี", "ftp://example.go.th/x", "", ""],
        ["O13", "", "มี", "", "", ""],
        ["O12", "", "", f"7. {NEW}", "https://itas.nacc.go.th/go/iit/abc", ""],
        ["O14", "ชื่อของปีอื่น", "มี", "", "", ""],
    ]
    response = preview(admin_client, checklist, *rows)
    errors = response.context["errors"]
    assert errors[0] == "แถวที่ 2 คอลัมน์ ข้อ: ปีนี้ไม่มีข้อ “O99”"
    assert errors[1] == "แถวที่ 3 คอลัมน์ คำตอบ: “น่าจะมี” ไม่ใช่คำตอบ ใช้ มี ไม่มี ไม่มีในรอบนี้ ยังไม่เปิดเผย"
    assert errors[2].startswith("แถวที่ 3 คอลัมน์ ลิงก์ (URLs): “ftp://example.go.th/x” พิมพ์ที่อยู่เต็ม")
    assert errors[3] == "แถวที่ 4: ข้อ O13 มีแล้วในแถวที่ 3"
    assert errors[-1].startswith("แถวที่ 6 คอลัมน์ ชื่อข้อ: “ชื่อของปีอื่น” ไม่ใช่ชื่อของข้อ O14 ในปีนี้")
    assert errors[-2].startswith("แถวที่ 5 คอลัมน์ ลิงก์ (URLs): ไม่มีลิงก์ลำดับ 7 ให้เปลี่ยน")
    assert any("แถวที่ 5 คอลัมน์ คำอธิบาย" in error for error in errors)
    assert "ยังไม่มีอะไรถูกบันทึก" in response.text
    assert Disclosure.objects.count() == 1


@pytest.mark.parametrize(
    ("headings", "error"),
    [
        (["ข้อ", "คะแนน"], "แถวที่ 1: ไม่รู้จักคอลัมน์ “คะแนน”"),
        (["ข้อ", "ข้อ"], "แถวที่ 1: มีคอลัมน์ “ข้อ” ซ้ำ"),
        (["คำตอบ"], "แถวที่ 1: ต้องมีคอลัมน์ “ข้อ” ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้เป็นต้นแบบ"),
    ],
)
def test_wrong_headings_are_told(admin_client, checklist, headings, error):
    assert error in preview(admin_client, checklist, headings=headings).context["errors"]


def test_what_changed_meanwhile_is_shown_again(admin_client, checklist):
    response = preview(admin_client, checklist, ["O12", "", "ไม่มี", "", "", ""])
    Disclosure.objects.update(explanation="คนอื่นแก้")
    again = confirm(admin_client, checklist, response)
    assert "มีการแก้ไขข้อมูลหลังจากแสดงตัวอย่าง" in again.text
    assert Disclosure.objects.get().answer == "yes"
    confirm(admin_client, checklist, again)
    assert Disclosure.objects.get().answer == "no"


def test_no_file_and_a_strange_file_are_told(admin_client, checklist):
    assert "กรุณาเลือกไฟล์" in admin_client.post(address(checklist, "_import"), {}).text
    strange = SimpleUploadedFile("x.xlsx", b"PK\x03\x04broken")
    response = admin_client.post(address(checklist, "_import"), {"file": strange})
    assert response.context["errors"] == ["โครงสร้างข้างในไฟล์ Excel เสียหาย อ่านไม่ได้ ให้เปิดไฟล์แล้วบันทึกใหม่"]


def test_the_sheet_costs_the_same_however_many_links(admin_client, checklist, django_assert_max_num_queries):
    make_disclosure(checklist.agency, "O13", links=[(str(n), f"{NEW}/{n}") for n in range(40)])
    with django_assert_max_num_queries(12):
        admin_client.get(address(checklist))
