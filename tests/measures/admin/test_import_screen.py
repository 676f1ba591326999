"""Import in the admin: choose, see what was read and what is odd, confirm."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import Agency, Assessment
from measures.models import MeasuresPlan, RemediationAction
from tests.support.formdata import form_data

DOCUMENT = (Path(__file__).parents[2] / "data" / "pakchong-measures-2564.txt").read_bytes()
URL = "/ita/admin/measures/measuresplan/import/"


@pytest.fixture
def desk(packs, admin_client):
    Agency.objects.create(
        slug="pakchong",
        name="องค์การบริหารส่วนตำบลปากช่อง",
        district="ปากช่อง",
        province="นครราชสีมา",
    )
    return admin_client


def upload(data=DOCUMENT):
    return {"file": SimpleUploadedFile("มาตรการ.txt", data), "preview": "1"}


def confirmation(page, **changes):
    return form_data(page, "import") | changes | {"confirm": "1"}


def test_the_list_of_plans_leads_to_the_import(desk):
    page = desk.get(reverse("admin:measures_measuresplan_changelist")).text
    assert 'href="import/"' in page
    assert desk.get(URL).status_code == 200


def test_preview_shows_what_was_read_and_writes_nothing(desk):
    page = desk.post(URL, upload()).text

    assert "ยังไม่บันทึก" in page
    assert 'value="83.68"' in page
    assert "หัวข้อพิมพ์ว่า IIT" in page
    assert "การใช้ทรัพย์สินของราชการ" in page
    assert MeasuresPlan.objects.count() == Assessment.objects.count() == 0


def test_confirming_writes_the_same_bytes(desk):
    preview = desk.post(URL, upload())
    response = desk.post(URL, confirmation(preview), follow=True)

    plan = MeasuresPlan.objects.get()
    assert RemediationAction.objects.count() == 25
    assert plan.sources.get().text.encode() == DOCUMENT
    assert "นำเข้าแล้ว" in response.text
    assert "หัวข้อพิมพ์ว่า IIT" in response.text


def test_the_same_document_again_changes_nothing(desk):
    desk.post(URL, confirmation(desk.post(URL, upload())))
    again = desk.post(URL, upload())
    assert "นำเข้าไว้แล้ว" in again.text
    assert "ไม่มีอะไรเปลี่ยน" in desk.post(URL, confirmation(again), follow=True).text
    assert RemediationAction.objects.count() == 25


def test_pasted_text_is_read_too(desk):
    page = desk.post(URL, {"text": DOCUMENT.decode().replace("\n", "\r\n"), "preview": "1"}).text
    assert 'value="6.25"' in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ไฟล์ที่ส่งว่างเปล่า"),
        (b"%PDF-1.4", "PDF"),
        (DOCUMENT.replace("๘๓.๖๘".encode(), "๑๐๑".encode()), "บรรทัดที่"),
        ("ไม่มีตาราง".encode(), "ไม่พบตาราง"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_written(desk, data, sentence):
    page = desk.post(URL, upload(data)).text
    assert sentence in page
    assert MeasuresPlan.objects.count() == 0


def test_nothing_chosen_is_a_sentence(desk):
    assert "กรุณาเลือกไฟล์หรือวางข้อความ" in desk.post(URL, {"preview": "1"}).text


def test_another_document_over_an_existing_plan_is_refused(desk):
    desk.post(URL, confirmation(desk.post(URL, upload())))
    page = desk.post(URL, upload(DOCUMENT.replace("๘๓.๖๘".encode(), "๘๔.๖๘".encode()))).text
    assert "มีแผนมาตรการของปี" in page
    assert "แต่เอกสารเขียน" in page


def test_the_import_needs_the_right_to_add(desk, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert client.get(URL).status_code == 403


def test_a_file_that_the_preview_could_not_carry_is_a_sentence(desk, monkeypatch):
    monkeypatch.setattr("measures.admin.forms.MOST_BYTES", 10)

    assert "ไฟล์ใหญ่เกิน ๑๒ เมกะไบต์" in desk.post(URL, upload()).text
