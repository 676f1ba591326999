"""The original of an import: the very bytes, from the preview and from the plan's screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.files.storage import path_of
from assessments.models import Agency, StoredFile
from measures.models import MeasuresPlan, SourceDocument
from tests.support.documents import COLUMNS, docx, page, table, tbl, td
from tests.support.factories import make_year
from tests.support.formdata import form_data

URL = "/ita/admin/measures/measuresplan/import/"
WORD = docx(tbl(COLUMNS, ["๑. การปฏิบัติหน้าที่", "๘๓.๖๘", "- จัดทำคู่มือ"]))
HTML = page(table(td("๑. การปฏิบัติหน้าที่", "๘๓.๖๘", "<script>alert(1)</script>จัดทำคู่มือ")))


@pytest.fixture
def desk(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_year(2563), make_year(2564)
    Agency.objects.create(slug="sao", name="องค์การบริหารส่วนตำบลสมมติ", district="ทดลอง", province="ตัวอย่าง")
    return admin_client


def taken(desk, data, name, **changes):
    preview = desk.post(URL, {"file": SimpleUploadedFile(name, data), "preview": "1"})
    return desk.post(URL, form_data(preview, "import") | changes | {"confirm": "1"}, follow=True)


def original(desk):
    return desk.get(reverse("admin:measures_measuresplan_original", args=[SourceDocument.objects.get().pk]))


def test_a_word_file_is_kept_once_under_its_hash_and_linked_from_the_plan(desk):
    plan_page = taken(desk, WORD, "แผน.docx")

    source, file = SourceDocument.objects.get(), StoredFile.objects.get()
    assert (source.file, source.original, file.sha256) == (file, None, source.sha256)
    assert path_of(file.sha256).read_bytes() == WORD
    assert reverse("admin:measures_measuresplan_original", args=[source.pk]) in plan_page.text
    response = original(desk)
    assert response.content == WORD
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E0%B9%81")


@pytest.mark.parametrize(
    ("data", "name"), [(HTML, "แผน.html"), (WORD, "ไม่มีนามสกุล")], ids=["page", "no ending"]
)
def test_what_may_be_no_stored_file_is_kept_with_the_plan(desk, data, name):
    taken(desk, data, name)

    assert not StoredFile.objects.exists()
    response = original(desk)
    assert response.content == data
    assert response["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response["Content-Security-Policy"]


def test_the_preview_gives_the_original_back_and_writes_nothing(desk):
    preview = desk.post(URL, {"file": SimpleUploadedFile("แผน.docx", WORD), "preview": "1"})

    response = desk.post(URL, form_data(preview, "import") | {"original": "1"})

    assert response.content == WORD
    assert "%E0%B9%81" in response["Content-Disposition"]
    assert not StoredFile.objects.exists()
    assert not MeasuresPlan.objects.exists()


def test_a_store_that_is_full_writes_nothing_and_says_so(desk, monkeypatch):
    def full(*arguments):
        raise OSError("no space")

    monkeypatch.setattr("assessments.files.storage._place", full)

    again = taken(desk, WORD, "แผน.docx", title="พิมพ์ไว้")

    assert "เก็บไฟล์ต้นฉบับไม่ได้" in again.text
    assert form_data(again, "import")["title"] == "พิมพ์ไว้"
    assert not MeasuresPlan.objects.exists()
    assert not StoredFile.objects.exists()


def test_documents_read_before_bytes_were_kept_have_their_text_only(desk):
    taken(desk, WORD, "แผน.docx")
    SourceDocument.objects.update(file=None)
    path_of(StoredFile.objects.get().sha256).unlink()

    plan_page = desk.get(reverse("admin:measures_measuresplan_change", args=[MeasuresPlan.objects.get().pk]))

    assert "มีแต่ข้อความ" in plan_page.text
    assert original(desk).status_code == 404
    SourceDocument.objects.update(file=StoredFile.objects.get())
    assert original(desk).status_code == 404


def test_the_original_needs_the_right_to_see_the_plan(desk, client, django_user_model):
    taken(desk, WORD, "แผน.docx")
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))

    assert original(client).status_code == 404
    assert client.post(reverse("admin:measures_measuresplan_original", args=[1])).status_code in (404, 405)


def test_the_original_of_a_plan_out_of_reach_is_as_unknown_as_any(desk, monkeypatch):
    taken(desk, WORD, "แผน.docx")
    monkeypatch.setattr(
        "measures.admin.plan.MeasuresPlanAdmin.get_queryset", lambda *_: MeasuresPlan.objects.none()
    )

    assert original(desk).status_code == 404


def test_spoiled_bytes_are_a_sentence(desk):
    assert "เสียหาย" in desk.post(URL, {"carried": "%%%", "confirm": "1"}).text
    assert "เสียหาย" in desk.post(URL, {"carried": "JVBERi0xLjQ=", "confirm": "1"}).text


def test_a_document_of_a_foreign_agency_is_refused_where_agencies_are_limited(desk, monkeypatch):
    monkeypatch.setattr(
        "measures.admin.import_screens.ImportScreen.import_agencies", lambda *_: Agency.objects.none()
    )

    assert "ไม่ตรงกับหน่วยงานใดในระบบ" in taken(desk, WORD, "แผน.docx").text
    assert not MeasuresPlan.objects.exists()
