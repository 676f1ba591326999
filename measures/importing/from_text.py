"""A file's bytes -> text, or a clear refusal."""

import codecs

from ita_portal.thai.digits import thai_digits
from measures.importing.faults import DocumentError, Fault

MOST_BYTES = 20 * 1024 * 1024
OTHER_KINDS = {
    b"%PDF-": "ไฟล์นี้เป็น PDF",
    b"PK\x03\x04": "ไฟล์นี้เป็นไฟล์ Word, Excel หรือ zip",
    b"\xd0\xcf\x11\xe0": "ไฟล์นี้เป็นไฟล์ Word หรือ Excel รุ่นเก่า",
    b"{\\rtf": "ไฟล์นี้เป็น RTF",
    b"\x89PNG": "ไฟล์นี้เป็นรูปภาพ",
    b"\xff\xd8\xff": "ไฟล์นี้เป็นรูปภาพ",
}


def read_source(data: bytes) -> str:
    """The text of an imported file: UTF-8, with or without byte order mark.

    Raises DocumentError for a file that is empty, over 20 MB, not text or not UTF-8.
    """
    refuse_size(data)
    for magic, kind in OTHER_KINDS.items():
        if data.startswith(magic):
            raise _refusal(None, f"{kind} ไม่ใช่ข้อความธรรมดา กรุณาบันทึกเป็นไฟล์ข้อความ (UTF-8) ก่อน")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refusal(1, "ไฟล์เข้ารหัสแบบ UTF-16 ไม่ใช่ UTF-8 กรุณาบันทึกใหม่เป็น UTF-8")
    nul = data.find(b"\x00")
    if nul >= 0:
        raise _refusal(line_at(data, nul), f"ไฟล์นี้ไม่ใช่ข้อความ พบไบต์ศูนย์ที่ตำแหน่งไบต์ {thai_digits(nul)}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"ไบต์ที่อ่านไม่ได้อยู่ที่ตำแหน่ง {thai_digits(error.start)}"
        message = f"ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8 ({place}) กรุณาบันทึกใหม่เป็น UTF-8"
        raise _refusal(line_at(data, error.start), message) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _refusal(None, "ไฟล์ว่าง ไม่มีข้อความ")
    return text


def refuse_size(data: bytes) -> None:
    """Raise DocumentError for a file over 20 MB."""
    if len(data) > MOST_BYTES:
        size = thai_digits(MOST_BYTES // 1024 // 1024)
        raise _refusal(None, f"ไฟล์ใหญ่เกิน {size} เมกะไบต์")


def line_at(data: bytes, offset: int) -> int:
    """The line, from 1, that a byte stands in; \\n, \\r\\n and \\r end a line."""
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _refusal(line: int | None, message: str) -> DocumentError:
    return DocumentError([Fault(line, message)])
