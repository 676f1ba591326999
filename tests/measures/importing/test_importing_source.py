"""Bytes to text, or a refusal that names the place."""

import pytest

from measures.importing.faults import DocumentError
from measures.importing.from_text import MOST_BYTES, line_at, read_source


def refusal(data):
    with pytest.raises(DocumentError) as caught:
        read_source(data)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_with_or_without_byte_order_mark(mark):
    assert read_source(mark + "มาตรการ\r\n".encode()) == "มาตรการ\r\n"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_empty(data):
    assert "ไฟล์ว่าง" in str(refusal(data))


def test_nul_byte_is_no_text():
    fault = refusal("ก\nข\x00".encode())

    assert fault.line == 2
    assert str(fault) == "บรรทัดที่ ๒: ไฟล์นี้ไม่ใช่ข้อความ พบไบต์ศูนย์ที่ตำแหน่งไบต์ ๗"


def test_other_encodings_name_line_and_byte():
    fault = refusal(b"abc\r\n\r\n" + "มาตรการ".encode("tis-620"))

    assert fault.line == 3
    assert "ไม่ได้เข้ารหัสแบบ UTF-8" in fault.message
    assert "ตำแหน่ง ๗" in fault.message


def test_utf16_is_named():
    assert "UTF-16" in str(refusal("มาตรการ".encode("utf-16")))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04...", "Word"),
        (b"\xd0\xcf\x11\xe0", "Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n", "รูปภาพ"),
        (b"\xff\xd8\xff\xe0", "รูปภาพ"),
    ],
)
def test_other_kinds_of_file_are_named(data, kind):
    assert kind in str(refusal(data))


def test_too_large():
    assert "ใหญ่เกิน ๒๐ เมกะไบต์" in str(refusal(b"a" * (MOST_BYTES + 1)))
    assert len(read_source(b"a" * MOST_BYTES)) == MOST_BYTES


@pytest.mark.parametrize(("data", "line"), [(b"a", 1), (b"a\n", 2), (b"a\r\nb\r\n", 3), (b"a\rb", 2)])
def test_lines_end_as_in_the_reader(data, line):
    assert line_at(data, len(data)) == line
