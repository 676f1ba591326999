"""Which version of a document stands where: after a withdrawal, on an earlier day, for another agency."""

import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files.storage import add_document, add_version, path_of
from assessments.models import DisclosureLink, Publication, StoredFile
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, make_disclosure, publish_checklist

pytestmark = pytest.mark.django_db
STABLE = "/ita/2564/oit/o42/1/"
LARGE = 50 * 1024 * 1024


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def document(data=b"a,b\n1,2\n"):
    upload = SimpleUploadedFile("แผน.csv", data)
    return add_document(make_disclosure(), upload, by="somsri")


def test_a_version_is_gone_once_every_publication_that_has_it_is_withdrawn(client):
    version = document()
    publish_checklist()
    add_version(version.link, SimpleUploadedFile("ใหม่.csv", b"c,d\n3,4\n"), by="somsri")
    publish_checklist(note="แก้เอกสาร")
    assert client.get(STABLE + "versions/1/").status_code == 200

    withdraw(Publication.objects.get(number=1), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    assert client.get(STABLE + "versions/1/").status_code == 410
    assert client.get(STABLE + "versions/2/").status_code == 200
    assert client.get(STABLE).status_code == 200


def test_an_earlier_state_leads_to_the_version_that_stood_then(client):
    version = document()
    publish_checklist()
    add_version(version.link, SimpleUploadedFile("ใหม่.csv", b"c,d\n3,4\n"), by="somsri")
    publish_checklist(note="แก้เอกสาร")

    old, new = (client.get(f"/ita/2564/oit/o42/versions/{number}/").text for number in (1, 2))
    assert f"{STABLE}versions/1/" in old.replace("<wbr>", "")
    assert f"{STABLE}versions/2/" in new.replace("<wbr>", "")


def test_another_agency_s_document_is_not_found(client, settings):
    settings.ALLOWED_HOSTS = ["own.example", "other.example"]
    make_agency(hosts=["own.example"])
    make_agency("other", name="อื่น", hosts=["other.example"])
    document()
    publish_checklist()
    for host, status in [("own.example", 200), ("other.example", 404)]:
        assert client.get(STABLE + "versions/1/", headers={"host": host}).status_code == status


def test_50_mb_are_streamed_in_blocks(client):
    file = StoredFile.objects.create(sha256="c" * 64, kind="pdf", size=LARGE)
    path = path_of(file.sha256)
    path.parent.mkdir(parents=True)
    with path.open("wb") as large:
        large.truncate(LARGE)
    link = DisclosureLink.objects.create(
        disclosure=make_disclosure(), position=1, label="แผน", kind="document"
    )
    link.versions.create(number=1, file=file, name="แผน.pdf", uploaded_by="somsri")
    publish_checklist()

    response = client.get(STABLE)
    tracemalloc.start()
    sent = sum(len(block) for block in response.streaming_content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent == LARGE
    assert most < 1024 * 1024, f"{most} bytes held at once"
