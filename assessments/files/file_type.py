"""What a file really is, from its bytes: one of the kinds we keep, or refused with the reason. Pure."""

import codecs
import re
import zipfile

from assessments.files.errors import MOST_BYTES, TOO_LARGE, TWO_IN_ONE, Refused
from assessments.files.file_name import extension
from assessments.files.office_zip import open_safely

KINDS = {
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "pptx": "pptx",
    "odt": "odt",
    "ods": "ods",
    "csv": "csv",
    "jpg": "jpg",
    "jpeg": "jpg",
    "png": "png",
}
TAKEN = "รับเฉพาะ PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV, JPG และ PNG"
REFUSED_EXTENSIONS = {
    "ไม่รับหน้าเว็บและไฟล์ SVG เพราะอาจมีสคริปต์ซ่อนอยู่ ให้บันทึกเป็น PDF แทน": "html htm xhtml mht mhtml svg svgz xml",
    "ไม่รับโปรแกรมและสคริปต์": (
        "exe com scr msi dll bat cmd ps1 vbs js jse wsf sh py php asp aspx jsp jar apk hta lnk"
    ),
    "ไม่รับไฟล์ Office ที่มีมาโคร ให้บันทึกเป็น DOCX, XLSX หรือ PPTX ที่ไม่มีมาโคร": (
        "docm dotm xlsm xltm xlsb xlam pptm potm ppsm"
    ),
    "ไม่รับไฟล์บีบอัด ให้แตกไฟล์แล้วอัปโหลดทีละเอกสาร": "zip rar 7z gz tgz tar bz2 xz cab iso",
    "ไม่รับไฟล์ Office รุ่นเก่า ให้เปิดแล้วบันทึกเป็น DOCX, XLSX หรือ PPTX": "doc dot xls xlt ppt pps",
}
MAGIC = [
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"PK\x03\x04", "zip"),
]
FOREIGN_MAGIC = [
    (b"MZ", "โปรแกรมของ Windows"),
    (b"\x7fELF", "โปรแกรมของ Linux"),
    (b"\xcf\xfa\xed\xfe", "โปรแกรมของ macOS"),
    (b"\xca\xfe\xba\xbe", "โปรแกรม Java"),
    (b"#!", "สคริปต์"),
    (b"Rar!\x1a", "ไฟล์บีบอัด RAR"),
    (b"7z\xbc\xaf\x27\x1c", "ไฟล์บีบอัด 7z"),
    (b"\x1f\x8b", "ไฟล์บีบอัด gzip"),
    (b"BZh", "ไฟล์บีบอัด bzip2"),
    (b"\xfd7zXZ", "ไฟล์บีบอัด xz"),
    (b"PK\x05\x06", "ไฟล์บีบอัด ZIP ที่ว่าง"),
    (b"GIF8", "ภาพ GIF"),
    (b"RIFF", "ไฟล์ RIFF"),
]
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE = "ไฟล์นี้ตั้งรหัสผ่านไว้หรือเป็นไฟล์ Office รุ่นเก่า ประชาชนเปิดไม่ได้ ให้เอารหัสผ่านออก แล้วบันทึกเป็น DOCX, XLSX หรือ PPTX"
CUT_SHORT = "ไฟล์ขาดตอนท้าย อาจส่งหรือดาวน์โหลดมาไม่ครบ ให้เปิดไฟล์ต้นฉบับแล้วบันทึกใหม่"
MARKUP = re.compile(
    rb"<\s{0,99}(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|meta|link|form|style|\?php|\?xml|%)",
    re.IGNORECASE,
)
DDE = re.compile(
    rb"[=+@-]\s*(?:cmd|powershell|mshta|rundll32|msexcel|wscript)[^\r\n,;]{0,40}\|", re.IGNORECASE
)
BLOCK = 1024 * 1024
MOST_PIXELS = 200_000_000
VAST = "ภาพใหญ่เกิน 200 ล้านจุดหรือเสียหาย ให้ย่อภาพแล้วบันทึกใหม่"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of a JPEG that hold its dimensions


def expected_kind(name):
    """The kind that the extension of a clean name promises; Refused for any other extension."""
    ending = extension(name)
    if ending in KINDS:
        return KINDS[ending]
    for sentence, endings in REFUSED_EXTENSIONS.items():
        if ending in endings.split():
            raise Refused(sentence)
    raise Refused(f"ไม่รับไฟล์ชนิด .{ending} {TAKEN}" if ending else f"ชื่อไฟล์ไม่มีนามสกุล {TAKEN}")


def actual_kind(file, name):
    """The kind of `file` (binary, seekable), which its name must promise too. Raises Refused.

    Reads in blocks; what is unpacked on the way is capped.
    """
    expected = expected_kind(name)
    size = file.seek(0, 2)
    if not size:
        raise Refused("ไฟล์ว่าง ไม่มีข้อมูลข้างใน")
    if size > MOST_BYTES:
        raise Refused(TOO_LARGE)
    head = _read(file, 0, 4096)
    kind = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if kind is None and expected != "csv":
        raise Refused(_what_it_is(head, expected))
    if kind == "zip":
        with open_safely(file) as office:
            kind = office.kind
    if (kind or "csv") != expected:
        raise Refused(f"ชื่อไฟล์ลงท้ายด้วย .{extension(name)} แต่เนื้อหาข้างในเป็น {kind.upper()} ให้ตรวจว่าเลือกไฟล์ถูก")
    if kind is None:
        _refuse_odd_csv(file, head)
    elif kind in ("pdf", "png", "jpg"):
        {"pdf": _refuse_odd_pdf, "png": _refuse_odd_png, "jpg": _refuse_odd_jpg}[kind](file, size)
    return expected


def _read(file, start, length):
    file.seek(start)
    return file.read(length)


def _what_it_is(head, expected):
    """The sentence for a file whose first bytes are none of ours."""
    if head.startswith(OLE_MAGIC):
        return OLE
    foreign = _foreign(head)
    if foreign:
        return f"ชื่อไฟล์บอกว่าเป็น {expected.upper()} แต่เนื้อหาข้างในเป็น{foreign} จึงไม่รับ"
    if b"%PDF-" in head:
        return TWO_IN_ONE
    return f"เนื้อหาข้างในไม่ใช่ {expected.upper()} ตามชื่อไฟล์ อาจเสียหายหรือเปลี่ยนนามสกุลมา"


def _foreign(head):
    named = next((name for magic, name in FOREIGN_MAGIC if head.startswith(magic)), None)
    if named is None and head[257:262] == b"ustar":
        named = "ไฟล์บีบอัด tar"
    if named is None and MARKUP.search(head):
        named = "หน้าเว็บหรือ SVG"
    return named


def _refuse_odd_pdf(file, size):
    tail = _read(file, max(0, size - 2048), 2048)
    end = tail.rfind(b"%%EOF")
    if zipfile.is_zipfile(file):
        raise Refused(TWO_IN_ONE)
    if end < 0:
        raise Refused(CUT_SHORT)
    if MARKUP.search(tail[end:]) or MARKUP.search(_read(file, 0, 1024).split(b" obj", 1)[0]):
        raise Refused(TWO_IN_ONE)


def _refuse_odd_png(file, size):
    """Walk the chunks: the last one is IEND and nothing follows it."""
    at = 8
    while at + 12 <= size:
        header = _read(file, at, 8)
        length, kind = int.from_bytes(header[:4], "big"), header[4:]
        if at == 8:
            wide, high = (int.from_bytes(_read(file, at + start, 4), "big") for start in (8, 12))
            if kind != b"IHDR" or not 0 < wide * high <= MOST_PIXELS:
                raise Refused(VAST)
        at += 12 + length
        if kind == b"IEND":
            if at != size:
                raise Refused(TWO_IN_ONE)
            return
    raise Refused(CUT_SHORT)


def _refuse_odd_jpg(file, size):
    """A camera may write a trailer behind the image; markup or an archive there is no trailer."""
    start = max(0, size - 128 * 1024)
    tail = _read(file, start, 128 * 1024)
    end = tail.rfind(b"\xff\xd9")
    if zipfile.is_zipfile(file):
        raise Refused(TWO_IN_ONE)
    if end < 0:
        raise Refused(CUT_SHORT)
    if MARKUP.search(tail[end:]) or b"%PDF-" in _read(file, 0, 1024) or b"%PDF-" in tail[end:]:
        raise Refused(TWO_IN_ONE)
    _refuse_vast_jpg(file, size)


def _refuse_vast_jpg(file, size):
    """Walk the segments to the frame, which holds height and width; markup in a comment is no image."""
    at = 2
    while at + 9 <= size:
        header = _read(file, at, 9)
        length = int.from_bytes(header[2:4], "big")
        if header[0] != 0xFF or length < 2:
            return
        if header[1] == 0xFE and MARKUP.search(_read(file, at + 4, length - 2)):
            raise Refused(TWO_IN_ONE)
        if header[1] in FRAMES:
            high, wide = int.from_bytes(header[5:7], "big"), int.from_bytes(header[7:9], "big")
            if not 0 < wide * high <= MOST_PIXELS:
                raise Refused(VAST)
            return
        at += 2 + length


def _refuse_odd_csv(file, head):
    foreign = _foreign(head)
    if head.startswith(OLE_MAGIC):
        raise Refused(OLE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("ไฟล์ CSV เข้ารหัสแบบ UTF-16 ให้บันทึกเป็น CSV UTF-8")
    if (foreign and b"\0" in head) or head.startswith(b"#!"):
        raise Refused(f"ชื่อไฟล์บอกว่าเป็น CSV แต่เนื้อหาข้างใน{'เป็น' + (foreign or 'สคริปต์')} จึงไม่รับ")
    if b"%PDF-" in head:
        raise Refused(TWO_IN_ONE)
    utf8 = _decodes(file, "utf-8")
    if not utf8 and not _decodes(file, "cp874"):
        raise Refused("ไฟล์ CSV ต้องเข้ารหัสแบบ UTF-8 หรือ TIS-620 (Windows-874) ให้บันทึกเป็น CSV UTF-8")
    for block in _blocks(file, overlap=200):
        if re.search(rb"[\x00-\x08\x0e-\x1f]", block):
            raise Refused("ไฟล์ CSV มีอักขระที่ไม่ใช่ข้อความ อาจเป็นไฟล์ชนิดอื่นที่เปลี่ยนนามสกุลมา")
        if MARKUP.search(block):
            raise Refused("ไฟล์ CSV มีคำสั่งของหน้าเว็บหรือสคริปต์อยู่ข้างใน จึงไม่รับ")
        if DDE.search(block):
            raise Refused("ไฟล์ CSV มีสูตรที่สั่งให้เครื่องเปิดโปรแกรมอื่น จึงไม่รับ")


def _decodes(file, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(file):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(file, overlap=0):
    """The file in blocks; each but the first begins with the last `overlap` bytes of the one before."""
    file.seek(0)
    kept = b""
    while block := file.read(BLOCK):
        yield kept + block
        kept = block[-overlap:] if overlap else b""
