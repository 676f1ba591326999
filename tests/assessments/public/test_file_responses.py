"""A page as a file: named, by version and as of a day, new when published anew, and honest without Pango."""

import io

import docx
import openpyxl
import pytest
from django.utils import timezone

from assessments.exports.formats import FORMS, TYPES, file_paths
from assessments.models import Page
from assessments.public import downloads as file_responses
from assessments.record.publish import withdraw
from ita_portal.pdf.client import PdfLate, PdfUnavailable
from tests.support.factories import publish_pakchong
from tests.support.public_pages import only_reading
from tests.support.telling import make_told_plan, publish_progress
from tests.support.three_days import publish_on_three_days

pytestmark = pytest.mark.django_db
ADDRESSES = [
    (2564 if page != "result" else 2563, page, form)
    for page, forms in FORMS.items()
    for form in forms
    if page != "handin" and form not in ("pdf", "json")
]


@pytest.fixture
def no_pango(monkeypatch):
    """A machine on which no PDF can be written; what makes it so is in tests/ita_portal/pdf/test_pdf.py."""

    def document_pdf(*given):
        raise PdfUnavailable("cannot load libpango-1.0-0")

    monkeypatch.setattr(file_responses, "document_pdf", document_pdf)


@pytest.mark.parametrize(("year_be", "of_page", "form"), ADDRESSES)
def test_file_is_named_and_has_its_type(client, year_be, of_page, form):
    agency = publish_pakchong()
    if of_page == Page.PROGRESS:
        publish_progress(make_told_plan(agency))

    with only_reading():
        live = client.get(f"/ita/{year_be}/{of_page}.{form}")
        version = client.get(file_paths(year_be, of_page, 1)[form])

    assert live["Content-Type"] == version["Content-Type"] == TYPES[form]
    assert live["Content-Disposition"] == f'attachment; filename="pakchong-{of_page}-{year_be}.{form}"'
    assert version["Content-Disposition"] == f'attachment; filename="pakchong-{of_page}-{year_be}-v1.{form}"'
    assert len(live.content) > 1000


def total_of(response):
    """The announced total in a result.xlsx."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return f"{sheet['C2'].value:.2f}"


def test_versions_and_days_show_what_stood_then(client, time_machine):
    publish_on_three_days(time_machine)
    day = "?as_of=2021-05-01"

    assert total_of(client.get("/ita/2563/result.xlsx")) == "57.25"
    assert total_of(client.get(f"/ita/2563/result.xlsx{day}")) == "56.00"
    assert total_of(client.get("/ita/2563/versions/1/result.xlsx")) == "55.62"
    assert client.get("/ita/2563/versions/4/result.xlsx").status_code == 404
    assert client.get("/ita/2563/result.xlsx?as_of=2021-01-01").status_code == 404
    text = _words(client.get(f"/ita/2563/result.docx{day}"))
    assert "๕๖.๐๐ คะแนน" in text
    assert "/ita/2563/versions/2/" in text
    old = client.get("/ita/2563/versions/1/result.docx")
    assert old["X-Robots-Tag"] == "noindex"
    assert old["Memento-Datetime"] == "Fri, 12 Mar 2021 03:00:00 GMT"
    assert 'rel="original timegate"' in old["Link"]
    assert "/ita/2563/result.docx>" in old["Link"]


def _words(response):
    document = docx.Document(io.BytesIO(response.content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_pdf_is_made_once_and_asked_again_it_is_304(client, settings, tmp_path, monkeypatch):
    settings.PDF_CACHE_DIR = tmp_path
    made = []
    monkeypatch.setattr(file_responses, "document_pdf", lambda *given: made.append(given) or b"%PDF-1.7")
    publish_pakchong()

    first = client.get("/ita/2564/measures.pdf")
    again = client.get("/ita/2564/versions/1/measures.pdf")
    same = client.get("/ita/2564/measures/versions/1/measures.pdf")
    kept = client.get("/ita/2564/measures.pdf", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, same.status_code, kept.status_code) == (200, 404, 200, 304)
    assert first.content == same.content == b"%PDF-1.7"
    assert first["Content-Disposition"] == 'inline; filename="pakchong-measures-2564.pdf"'
    assert len(made) == 1


def test_withdrawn_document_is_410(client, settings, tmp_path, monkeypatch):
    settings.PDF_CACHE_DIR = tmp_path
    monkeypatch.setattr(file_responses, "document_pdf", lambda *given: b"%PDF-1.7")
    agency = publish_pakchong()
    assert client.get("/ita/2564/measures.pdf").status_code == 200
    withdraw(agency.publications.get(page="measures"), reason="มีชื่อผู้ร้องเรียน", by="somsri", role="ปลัด อบต.")

    for form in ("pdf", "docx", "csv", "xlsx"):
        response = client.get(f"/ita/2564/measures.{form}")
        assert response.status_code == 410, form
        assert "มีชื่อผู้ร้องเรียน" in response.text


@pytest.mark.usefixtures("no_pango")
def test_without_pango_a_thai_page_says_so_and_offers_print(client, settings, tmp_path):
    settings.PDF_CACHE_DIR = tmp_path
    publish_pakchong()

    with only_reading():
        response = client.get("/ita/2564/measures.pdf")

    assert response.status_code == 503
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert "Retry-After" not in response.headers
    assert "ยังทำ PDF ไม่ได้" in response.text
    assert 'href="http://testserver/ita/2564/measures/"' in response.text
    assert 'href="/ita/2564/measures.docx"' in response.text
    assert not list(tmp_path.rglob("*.pdf"))
    assert "ETag" not in response.headers


def test_pdf_that_takes_long_is_said_to_be_on_its_way(client, monkeypatch):
    def document_pdf(*given):
        raise PdfLate

    monkeypatch.setattr(file_responses, "document_pdf", document_pdf)
    publish_pakchong()

    response = client.get("/ita/2564/measures.pdf")

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (
        503,
        "30",
        "no-store",
    )
    assert "กำลังทำ PDF ของหน้านี้อยู่" in response.text
    assert "ยังทำ PDF ไม่ได้" not in response.text
    assert 'href="/ita/2564/measures.docx"' in response.text


@pytest.mark.usefixtures("no_pango")
def test_pdf_that_is_kept_needs_no_pango(client, settings, tmp_path, monkeypatch):
    settings.PDF_CACHE_DIR = tmp_path
    publish_pakchong()
    with monkeypatch.context() as patched:
        patched.setattr(file_responses, "document_pdf", lambda *given: b"%PDF-1.7")
        client.get("/ita/2563/result.pdf")

    assert client.get("/ita/2563/result.pdf").content == b"%PDF-1.7"


def test_any_other_fault_is_not_hidden(client, monkeypatch):
    monkeypatch.setattr(file_responses, "document_pdf", lambda *given: 1 / 0)
    publish_pakchong()

    with pytest.raises(ZeroDivisionError):
        client.get("/ita/2563/result.pdf")


@pytest.mark.parametrize(
    ("address", "prefix", "of_page"),
    [
        ("/ita/2563/", "/ita/2563/", "result"),
        ("/ita/2564/measures/", "/ita/2564/", "measures"),
        ("/ita/2564/oit/", "/ita/2564/", "oit"),
        ("/ita/2564/measures/versions/1/", "/ita/2564/measures/versions/1/", "measures"),
        (f"/ita/2563/?as_of={timezone.localdate()}", "/ita/2563/versions/1/", "result"),
    ],
)
def test_foot_of_the_page_leads_to_its_files(client, address, prefix, of_page):
    publish_pakchong()

    text = client.get(address).text

    for form in FORMS[of_page]:
        assert f'href="{prefix}{of_page}.{form}"' in text
        assert form == "pdf" or client.head(f"{prefix}{of_page}.{form}").status_code == 200
