"""More files that are bad or odd: each refused with its sentence, or kept harmlessly; nothing left behind."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files import file_type, office_zip
from assessments.files.errors import TOO_LARGE, TWO_IN_ONE, Refused
from assessments.files.storage import add_document
from assessments.models import StoredFile
from tests.support.factories import make_disclosure

pytestmark = pytest.mark.django_db
WORD = b"<Types>wordprocessingml.document.main+xml</Types>"
SHEET = b"<Types>spreadsheetml.sheet.main+xml</Types>"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
FOREIGN = "ชื่อไฟล์บอกว่าเป็น {} แต่เนื้อหาข้างในเป็น{} จึงไม่รับ"


def packed(types=WORD, **members):
    """An OOXML file with these members; __ in a name is a stroke, _ before the end a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return data.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(wide=1, high=1, after=b""):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + after
    )


def jpg(wide=1, high=1, comment=b"", after=b""):
    said = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, high, wide, 1)
    return b"\xff\xd8" + said + frame + b"\xff\xd9" + after


def rels(kind):
    return f'<Relationship Type="x/{kind}" Target="https://evil.example/a" TargetMode="External"/>'.encode()


def odf(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


OLE_AT_BORDER = b"\xd0\xcf\x11\xe0" + b"\0" * (office_zip.BLOCK - 10) + office_zip.OLE_PACKAGE
BAD = {
    "zip bomb": ("a.docx", packed(bomb=b"\0" * (office_zip.MOST_UNZIPPED + 1)), office_zip.BOMB),
    "many members": ("a.docx", packed(**{f"m{n}": b"" for n in range(5001)}), office_zip.BOMB),
    "archive inside": ("a.docx", packed(word__a_DOT_zip=b"PK"), office_zip.HIDDEN.format(name="a.zip")),
    "program inside": ("a.xlsx", packed(SHEET, x__a_DOT_exe=b"MZ"), office_zip.HIDDEN.format(name="a.exe")),
    "packed object": (
        "a.docx",
        packed(word__o_DOT_bin=OLE_AT_BORDER),
        office_zip.HIDDEN.format(name="o.bin"),
    ),
    "macro sheet renamed": ("a.xlsx", packed(SHEET + b"macroEnabled"), office_zip.MACROS),
    "macro folder of an ODS": ("a.ods", odf(Basic__Standard=b"x"), office_zip.MACROS),
    "locked ODS": ("a.ods", odf(**{"META-INF__manifest.xml": b"encryption-data"}), office_zip.LOCKED),
    "template from elsewhere": (
        "a.docx",
        packed(word___rels__s_DOT_rels=rels("attachedTemplate")),
        office_zip.REMOTE,
    ),
    "object from elsewhere": ("a.docx", packed(word___rels__s_DOT_rels=rels("oleObject")), office_zip.REMOTE),
    "path inside": ("a.docx", packed(DOTS__x=b"x").replace(b"DOTS/x", b"../../"), office_zip.ODD_NAME),
    "sheet named document": (
        "a.docx",
        packed(SHEET),
        "ชื่อไฟล์ลงท้ายด้วย .docx แต่เนื้อหาข้างในเป็น XLSX ให้ตรวจว่าเลือกไฟล์ถูก",
    ),
    "program before ZIP": ("a.docx", b"MZ" + packed(), FOREIGN.format("DOCX", "โปรแกรมของ Windows")),
    "cut image": ("a.png", png()[:-6], file_type.CUT_SHORT),
    "vast PNG": ("a.png", png(60_000, 60_000), file_type.VAST),
    "vast JPEG": ("a.jpg", jpg(60_000, 60_000), file_type.VAST),
    "page behind PNG": ("a.png", png(after=b"<script>1</script>"), TWO_IN_ONE),
    "page behind JPEG": ("a.jpg", jpg(after=b"<html>"), TWO_IN_ONE),
    "page in a JPEG's comment": ("a.jpg", jpg(comment=b"<script>1</script>"), TWO_IN_ONE),
    "archive behind JPEG": ("a.jpg", jpg(after=packed()), TWO_IN_ONE),
    "cut JPEG": ("a.jpg", jpg()[:-2], file_type.CUT_SHORT),
    "GIF as JPEG": ("a.jpg", b"GIF89a" + b"\0" * 20, FOREIGN.format("JPG", "ภาพ GIF")),
    "image as PDF": (
        "a.pdf",
        png(),
        "ชื่อไฟล์ลงท้ายด้วย .pdf แต่เนื้อหาข้างในเป็น PNG ให้ตรวจว่าเลือกไฟล์ถูก",
    ),
    "page behind PDF": ("a.pdf", PDF + b"<html><script>", TWO_IN_ONE),
    "script as CSV": ("a.csv", b"#!/bin/sh\n", FOREIGN.format("CSV", "สคริปต์")),
    "wide blank in a tag": (
        "a.csv",
        b"a,<" + b" " * 90 + b"script>",
        "ไฟล์ CSV มีคำสั่งของหน้าเว็บหรือสคริปต์อยู่ข้างใน จึงไม่รับ",
    ),
    "formula that starts a program": (
        "a.csv",
        b"=cmd|' /C calc'!A0",
        "ไฟล์ CSV มีสูตรที่สั่งให้เครื่องเปิดโปรแกรมอื่น จึงไม่รับ",
    ),
    "UTF-16": ("a.csv", "ก,ข".encode("utf-16"), "ไฟล์ CSV เข้ารหัสแบบ UTF-16 ให้บันทึกเป็น CSV UTF-8"),
    "no extension": ("แผน", PDF, f"ชื่อไฟล์ไม่มีนามสกุล {file_type.TAKEN}"),
    "a byte too large": ("a.pdf", PDF + b"\0" * (50 * 1024 * 1024 + 1 - len(PDF)), TOO_LARGE),
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_in_these_words_and_leaves_nothing(folder, case):
    name, data, sentence = BAD[case]
    disclosure = make_disclosure()
    with pytest.raises(Refused) as refused:
        add_document(disclosure, SimpleUploadedFile(name, data), by="somsri")
    assert str(refused.value) == sentence
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert not disclosure.links.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/แผน.csv", "แผน.csv"),
        ("C:\\Users\\x\\แผน.csv", "แผน.csv"),
        ("CON.csv", "เอกสาร CON.csv"),
        ("แผน\0 🙂.CSV", "แผน 🙂.CSV"),
        ("ก" * 300 + ".csv", "ก" * 196 + ".csv"),
        ('แผน"<b>.csv', "แผน_b_.csv"),
    ],
)
def test_odd_name_is_kept_harmlessly(sent, kept):
    upload = SimpleUploadedFile("a.csv", b"1,2\n")
    upload._name = sent
    assert add_document(make_disclosure(), upload, by="somsri").name == kept
