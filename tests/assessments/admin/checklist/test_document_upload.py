"""Uploading on the desk: several files, one sentence each; replacing keeps the address."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import DocumentVersion, StoredFile
from tests.support.factories import make_disclosure

pytestmark = pytest.mark.django_db
CSV = "ปี,จำนวน\n2564,10\n".encode()


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def screen():
    return reverse("admin:assessments_disclosure_documents", args=[make_disclosure(code="O12").pk])


def upload(name, data=CSV):
    return SimpleUploadedFile(name, data)


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_each_file_is_answered_by_its_own_sentence(admin_client, screen, tmp_path):
    files = [upload("จำนวน 😀.csv"), upload("หน้าเว็บ.html", b"<html></html>")]
    page = admin_client.post(screen, {"file": files}, follow=True).text

    version = DocumentVersion.objects.get()
    assert version.name == "จำนวน 😀.csv"
    assert version.uploaded_by == "admin"
    assert "เก็บ จำนวน 😀.csv แล้ว: CSV" in page
    assert "พบปี พ.ศ. 2564" in page
    assert "หน้าเว็บ.html: " in page
    assert len(files_in(tmp_path)) == 1


def test_a_script_is_answered_in_json(admin_client, screen):
    answer = admin_client.post(screen, {"file": upload("a.csv")}, headers={"accept": "application/json"})
    assert [each["taken"] for each in answer.json()["answers"]] == [True]


def test_without_a_file_it_asks_for_one(admin_client, screen):
    assert "กรุณาเลือกไฟล์" in admin_client.post(screen, {}, follow=True).text


def test_replacing_adds_a_version_at_the_same_address(admin_client, screen):
    admin_client.post(screen, {"file": upload("แผน.csv")})
    link = DocumentVersion.objects.get().link
    replace = reverse("admin:assessments_disclosurelink_replace", args=[link.pk])
    assert "แผน.csv" in admin_client.get(replace).text

    admin_client.post(replace, {"file": upload("แผนใหม่.csv", CSV + b"2565,11\n")})
    assert list(link.versions.values_list("number", "name")) == [(1, "แผน.csv"), (2, "แผนใหม่.csv")]
    assert link.disclosure.links.get().position == link.position


def test_the_same_bytes_are_stored_once_and_stand_once_in_an_item(admin_client, screen, tmp_path):
    page = admin_client.post(screen, {"file": [upload("ก.csv"), upload("ข.csv")]}, follow=True).text
    assert "ไฟล์นี้แนบไว้ในข้อนี้แล้ว ที่ลำดับ 1" in page

    other = make_disclosure(code="O13")
    admin_client.post(
        reverse("admin:assessments_disclosure_documents", args=[other.pk]), {"file": upload("ข.csv")}
    )
    assert DocumentVersion.objects.count() == 2
    assert StoredFile.objects.count() == len(files_in(tmp_path)) == 1


def test_opening_the_screen_writes_nothing_and_a_path_in_the_name_is_dropped(admin_client, screen):
    assert admin_client.get(screen).status_code == 200
    assert not DocumentVersion.objects.exists()
    admin_client.post(screen, {"file": upload("../../etc/ก.csv")})
    assert DocumentVersion.objects.get().name == "ก.csv"


def test_over_50_mb_is_refused_and_leaves_nothing(admin_client, screen, tmp_path):
    page = admin_client.post(screen, {"file": upload("ใหญ่.csv", b"1," * (51 * 512 * 1024))}, follow=True).text
    assert "50 MB" in page.partition("messagelist")[2].partition("</ul>")[0]
    assert not DocumentVersion.objects.exists()
    assert files_in(tmp_path) == []


def test_who_may_not_change_may_not_upload(client, screen):
    User.objects.create_user("viewer", password="x", is_staff=True)
    client.login(username="viewer", password="x")
    assert client.get(screen).status_code in (403, 404)
    assert client.post(screen, {"file": upload("a.csv")}).status_code in (403, 404)
    assert not DocumentVersion.objects.exists()


def test_a_stranger_is_sent_to_the_login(client, screen):
    assert client.get(screen).status_code == 302


def test_the_item_s_screen_leads_to_its_documents(admin_client, screen):
    page = admin_client.get(screen.replace("documents/", "change/")).text
    assert f'href="{screen}"' in page
