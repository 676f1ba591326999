"""A document before it is published: staff open it, and learn when the years in it do not fit the item."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.files.storage import add_document
from tests.support.factories import make_disclosure
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db
WRONG = "ในข้อความของเอกสารพบปี ๒๕๖๐ แต่ไม่พบปีของช่วง"


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def version():
    upload = SimpleUploadedFile("แผน.csv", "ปี 2560\n".encode())
    return add_document(make_disclosure(code="O11"), upload, by="somsri")


def address(version, disclosure=None):
    pk = (disclosure or version.link.disclosure).pk
    return reverse("admin:assessments_disclosure_document", args=[pk, version.pk])


def test_staff_open_an_unpublished_document_and_nothing_keeps_it(admin_client, version):
    answer = admin_client.get(address(version))
    assert b"".join(answer.streaming_content) == "ปี 2560\n".encode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]
    assert admin_client.post(address(version)).status_code == 405
    uploads = reverse("admin:assessments_disclosure_documents", args=[version.link.disclosure_id])
    assert f'href="{address(version)}"' in admin_client.get(uploads).text


def test_a_document_is_not_opened_under_another_disclosure(admin_client, version):
    assert admin_client.get(address(version, make_disclosure(code="O12"))).status_code == 404


def test_who_may_not_edit_the_disclosure_may_not_open_its_documents(client, version):
    assert client.get(address(version)).status_code == 302
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert client.get(address(version)).status_code in (403, 404)


def test_years_that_do_not_fit_are_said_after_the_upload(admin_client):
    screen = reverse("admin:assessments_disclosure_documents", args=[make_disclosure(code="O11").pk])
    upload = SimpleUploadedFile("แผน.csv", "ปี 2560\n".encode())
    answer = admin_client.post(screen, {"file": upload}, headers={"accept": "application/json"})
    assert f"โปรดตรวจดู: {WRONG}" in answer.json()["answers"][0]["sentence"]


def test_the_item_s_screen_says_it_too_and_reads_the_advice_once(admin_client, version):
    change = reverse("admin:assessments_disclosure_change", args=[version.link.disclosure_id])
    shown = admin_client.get(change)
    assert WRONG in shown.text
    with CaptureQueriesContext(connection) as queries:
        saved = admin_client.post(change, form_data(shown, "disclosure_form"))
    assert saved.status_code == 302
    assert sum("assessments_websitehost" in each["sql"] for each in queries) == 1


def test_a_link_with_a_document_behind_it_is_not_deleted_and_the_form_says_what_to_do(admin_client, version):
    change = reverse("admin:assessments_disclosure_change", args=[version.link.disclosure_id])
    form = form_data(admin_client.get(change), "disclosure_form")
    answer = admin_client.post(change, form | {"links-0-DELETE": "on"})
    assert "ไฟล์ทุกรุ่นเก็บไว้เป็นหลักฐาน จึงลบไม่ได้ ให้ทำเครื่องหมาย “ถอนออกแล้ว” แทน" in answer.text
    assert "จะต้องมีการลบ" not in answer.text  # Django's own sentence
    assert version.link.disclosure.links.exists()
