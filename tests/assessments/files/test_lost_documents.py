"""What a record names is served by its hash; a lost file is a page that says which, and is counted."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files.storage import add_document, add_version, path_of
from assessments.models import DocumentVersion, StoredFile
from tests.support.factories import make_disclosure, publish_checklist
from tests.support.tampering import guards_down

pytestmark = pytest.mark.django_db
STABLE = "/ita/2564/oit/o42/1/"
FIRST, SECOND = b"a,b\n1,2\n", b"c,d\n3,4\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    yield
    cache.clear()


@pytest.fixture
def version():
    """The document of O42, published."""
    version = add_document(make_disclosure(), SimpleUploadedFile("แผน.csv", FIRST), by="somsri")
    publish_checklist()
    return version


def sent(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("address", [STABLE, STABLE + "versions/1/"])
def test_a_swapped_row_does_not_change_what_is_served(client, version, address):
    other = add_version(version.link, SimpleUploadedFile("อื่น.csv", SECOND), by="somsri")
    with guards_down():
        DocumentVersion.objects.filter(pk=version.pk).update(file=other.file, name="อื่น.csv")

    assert sent(client.get(address)) == FIRST


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("address", [STABLE, STABLE + "versions/1/"])
def test_a_lost_file_is_a_page_with_its_name_hash_and_date(client, version, address, method):
    path_of(version.file.sha256).unlink()

    response = getattr(client, method)(address)

    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    if method == "get":
        assert "แผน.csv" in response.text
        assert version.file.sha256 in response.text
        assert "<time datetime=" in response.text.split("ตั้งแต่")[1]


def test_a_file_that_was_cut_is_lost_too(client, version):
    path = path_of(version.file.sha256)
    path.chmod(0o640)
    path.write_bytes(FIRST[:-1])

    assert client.get(STABLE).status_code == 503


def test_health_counts_lost_files_and_stays_up(client, version):
    assert "warnings" not in client.get("/ita/healthz").json()
    path_of(version.file.sha256).unlink()
    StoredFile.objects.create(sha256="d" * 64, kind="pdf", size=1)
    cache.clear()

    health = client.get("/ita/healthz")

    assert health.status_code == 200
    assert health.json()["warnings"] == ["ไฟล์เอกสารหายหรือไม่ครบ 2 ไฟล์"]
