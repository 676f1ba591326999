"""GET /ita/2564/oit/o42/1/ and …/versions/1/: the published bytes, by stable address and by version."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files.errors import Refused
from assessments.files.storage import add_document, add_version
from assessments.models import StoredFile
from tests.support.factories import make_disclosure, publish_checklist

pytestmark = pytest.mark.django_db
STABLE = "/ita/2564/oit/o42/1/"
CSV = "ปี,จำนวน\n๒๕๖๔,3\n2020,4\n".encode()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def sent(data=CSV, name="แผน 😀.csv"):
    return SimpleUploadedFile(name, data)


def body(response):
    return b"".join(response.streaming_content)


def test_document_is_served_with_its_hash_ranges_and_thai_name(client):
    version = add_document(make_disclosure(), sent(), by="somsri")
    publish_checklist()

    whole = client.get(STABLE)
    etag = f'"{version.file.sha256}"'
    part = client.get(STABLE, headers={"Range": "bytes=3-5"})

    assert (whole.status_code, body(whole), whole.headers["ETag"]) == (200, CSV, etag)
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert "filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99%20" in whole.headers["Content-Disposition"]
    assert not whole.cookies
    assert (part.status_code, body(part)) == (206, CSV[3:6])
    assert part.headers["Content-Range"] == f"bytes 3-5/{len(CSV)}"
    assert client.get(STABLE, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(STABLE, headers={"Range": "bytes=999-"}).status_code == 416
    assert client.get(STABLE, headers={"Range": "bytes=3-5", "If-Range": '"x"'}).status_code == 200
    assert client.head(STABLE).headers["Content-Length"] == str(len(CSV))
    assert version.file.years_found == [2563, 2564]


def test_replacing_keeps_the_address_and_earlier_versions_theirs(client):
    version = add_document(make_disclosure(), sent(), by="somsri")
    publish_checklist()
    add_version(version.link, sent(b"new\n", "new.csv"), by="somsri")
    assert body(client.get(STABLE)) == CSV
    assert client.get(STABLE + "versions/2/").status_code == 404

    publish_checklist(note="แทนที่เอกสาร")

    assert body(client.get(STABLE)) == b"new\n"
    assert body(client.get(STABLE + "versions/1/")) == CSV
    assert body(client.get(STABLE + "versions/2/")) == b"new\n"


def zipped(*names):
    """A ZIP whose bytes do not tell the time: they name the tests, alike in every worker of pytest-xdist."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"", "ไฟล์ว่าง"),
        ("a.pdf", b"MZ" + b"\0" * 99, "โปรแกรมของ Windows"),
        ("a.pdf", b"<html><script>", "หน้าเว็บหรือ SVG"),
        ("a.pdf", b"junk %PDF-1.4", "ซ่อนต่อท้ายหรือนำหน้า"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj", "ไฟล์ขาดตอนท้าย"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj\n%%EOF" + zipped("a"), "ซ่อนต่อท้ายหรือนำหน้า"),
        ("a.pdf", b"%PDF-1.4\n<</S/J#61vaScript>>\n%%EOF", "JavaScript"),
        ("a.svg", b"<svg>", "SVG"),
        ("a.docm", b"x", "มาโคร"),
        ("a.docx", zipped("[Content_Types].xml", "word/vbaProject.bin"), "มาโคร"),
        ("a.docx", zipped("a.txt"), "ไฟล์บีบอัด"),
        ("a.docx", zipped("[Content_Types].xml")[:-9], "ขาดหรือเสียหาย"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "รหัสผ่าน"),
        ("a.zip", zipped("a"), "ไฟล์บีบอัด"),
        ("a.csv", b"a\0b", "ไม่ใช่ข้อความ"),
        ("a.csv", b"a,<script>", "คำสั่งของหน้าเว็บ"),
        ("a.exe", b"MZ", "โปรแกรมและสคริปต์"),
        ("x\u202efdp.exe", b"MZ", "โปรแกรมและสคริปต์"),
    ],
)
def test_bad_file_is_refused_and_leaves_nothing(folder, name, data, sentence):
    disclosure = make_disclosure()

    with pytest.raises(Refused, match=sentence):
        add_document(disclosure, sent(data, name), by="somsri")

    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not disclosure.links.exists()
    assert not StoredFile.objects.exists()
