"""The preview of another agency's document: said in red, written only when confirmed by tick and name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Agency, AuditEntry
from measures.models import MeasuresPlan, SourceDocument
from tests.support.documents import HEAD, page, table, td
from tests.support.factories import make_agency, make_year
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db
URL = "/ita/admin/measures/measuresplan/import/"
NAME = "องค์การบริหารส่วนตำบลปากช่อง"
RED = '<div class="form-errors" role="alert">'
SENTENCE = "หัวเอกสาร (ย่อหน้าที่ ๒) เขียนว่า “องค์การบริหารส่วนตำบลสมมติ อำเภอทดลอง จังหวัดตัวอย่าง” แต่กำลังนำเข้าให้ “"


@pytest.fixture
def pakchong(packs):
    return make_agency("pakchong", name=NAME)


@pytest.fixture
def preview(pakchong, admin_client):
    """Posts a document of อบต.สมมติ for อบต.ปากช่อง and gives the preview."""

    def post(head=HEAD, agency=pakchong, **posted):
        data = page(table(td("๑. การปฏิบัติหน้าที่", "83.68", "- จัดทำคู่มือ")), head=head)
        file = SimpleUploadedFile("แผน.html", data)
        return admin_client.post(URL, {"file": file, "preview": "1", "agency": agency.pk} | posted)

    return post


@pytest.fixture
def confirm(preview, admin_client):
    """Sends the preview back with these changes."""
    return lambda **changes: admin_client.post(
        URL, form_data(preview(), "import") | changes | {"confirm": "1"}, follow=True
    )


def test_the_preview_names_both_in_red_and_asks_for_a_tick_and_the_name(preview):
    response = preview()

    assert RED in response.text
    assert SENTENCE in response.text
    assert 'name="although"' in response.text
    assert 'name="although_name"' in response.text
    assert not MeasuresPlan.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"although": "on"},
        {"although_name": NAME},
        {"although": "on", "although_name": "องค์การบริหารส่วนตำบลสมมติ"},
        {"although": "on", "although_name": "ปากช่อง"},
    ],
)
def test_without_tick_and_name_nothing_is_written(confirm, typed):
    response = confirm(**typed)

    assert f"ยืนยันและพิมพ์ชื่อ “{NAME}” ให้ตรง" in response.text
    assert SENTENCE in response.text
    assert not MeasuresPlan.objects.exists()


@pytest.mark.parametrize("name", [NAME, "อบต. ปากช่อง"])
def test_with_both_it_is_written_and_the_record_of_the_import_says_so(confirm, pakchong, name):
    confirm(although="on", although_name=name)

    assert MeasuresPlan.objects.get().agency == pakchong
    notice = SourceDocument.objects.get().notices[0]
    assert notice["code"] == "other_agency"
    assert SENTENCE in notice["message"]
    assert SENTENCE in AuditEntry.objects.get().sentence


def test_what_else_stands_in_the_way_is_told_beside_it(preview, confirm):
    confirm(although="on", although_name=NAME)

    response = preview()

    assert "เอกสารฉบับนี้นำเข้าไว้แล้ว" in response.text
    other = preview(head=[*HEAD, "ฉบับแก้ไข"])
    assert SENTENCE in other.text
    assert "มีแผนมาตรการของปี ๒๕๖๔ ที่นำเข้าหรือกรอกไว้ก่อนแล้ว" in other.text


def test_another_agency_chosen_in_the_preview_is_asked_anew(preview, admin_client):
    right = make_agency("somti", name="องค์การบริหารส่วนตำบลสมมติ", hosts=["somti.example.go.th"])
    Agency.objects.filter(pk=right.pk).update(district="ทดลอง", province="ตัวอย่าง")

    response = admin_client.post(
        URL, form_data(preview(), "import") | {"agency": right.pk, "confirm": "1"}, follow=True
    )

    assert SENTENCE not in response.text
    assert MeasuresPlan.objects.get().agency == right


def test_our_own_document_is_not_asked_about(preview):
    response = preview(head=[HEAD[0], "อบต.ปากช่อง อ.ปากช่อง จ.นครราชสีมา", HEAD[2]])

    assert RED not in response.text
    assert 'name="although"' not in response.text


def test_the_years_read_anew_keep_the_confirmation(preview, admin_client):
    make_year(2562)
    typed = {"although": "on", "although_name": NAME, "result_year": "2562"}

    again = admin_client.post(URL, form_data(preview(), "import") | typed | {"preview": "1"})

    assert form_data(again, "import")["although_name"] == NAME
