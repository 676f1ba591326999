"""Inside a ZIP: is it one of the Office kinds we keep, without macros, bombs or files hidden in it? Pure."""

import re
import zipfile
import zlib

from assessments.files.errors import TWO_IN_ONE, Refused

MOST_MEMBERS = 5000
MOST_UNZIPPED = 250 * 1024 * 1024
MOST_NESTED = 20 * 1024 * 1024
DEEPEST = 2
BLOCK = 256 * 1024
MACROS = "ไฟล์นี้มีมาโครอยู่ข้างใน จึงไม่รับ ให้บันทึกเป็น DOCX, XLSX, PPTX, ODT หรือ ODS ที่ไม่มีมาโคร"
BOMB = "ไฟล์นี้เมื่อคลายออกใหญ่ผิดปกติ (เกิน 250 MB หรือมีไฟล์ย่อยเกิน 5,000 ไฟล์) จึงไม่รับ"
ARCHIVE = "ไฟล์นี้เป็นไฟล์บีบอัด ไม่ใช่เอกสาร ให้แตกไฟล์แล้วอัปโหลดทีละเอกสาร"
DAMAGED = "ไฟล์ขาดหรือเสียหาย เปิดอ่านไม่ได้ ให้เปิดไฟล์ต้นฉบับแล้วบันทึกใหม่"
LOCKED = "ไฟล์นี้ตั้งรหัสผ่านไว้ ประชาชนเปิดไม่ได้ ให้เอารหัสผ่านออกแล้วบันทึกใหม่"
HIDDEN = "เอกสารนี้มีไฟล์ชนิดอื่นฝังอยู่ข้างใน ({name}) จึงไม่รับ ให้ลบวัตถุที่ฝังไว้แล้วบันทึกใหม่"
REMOTE = "เอกสารนี้ดึงแม่แบบหรือวัตถุจากเว็บไซต์อื่นเมื่อเปิด จึงไม่รับ ให้คัดลอกเนื้อหาไปไว้ในเอกสารใหม่"
# A relationship that loads something from elsewhere by itself; a mere hyperlink does not.
ELSEWHERE = re.compile(
    rb"<Relationship\b(?=[^>]*(?:attachedTemplate|oleObject|frame|subDocument)\")(?=[^>]*TargetMode=\"External\")",
    re.IGNORECASE,
)
ODD_NAME = "ไฟล์ย่อยข้างในมีชื่อที่ชี้ออกนอกเอกสารหรือซ้ำกัน จึงไม่รับ"
MAIN_TYPES = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
ODF_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACRO_NAMES = re.compile(
    r"(^|/)(vbaproject[^/]*|vbadata\.xml|activex|macrosheets|dialogsheets|customui)(/|$|\.)"
    r"|^(basic|scripts|dialogs)/|^object [0-9]+/(basic|scripts)/",
    re.IGNORECASE,
)
HIDDEN_NAMES = re.compile(
    r"\.(zip|rar|7z|gz|tar|jar|exe|dll|com|scr|bat|cmd|ps1|vbs|js|hta|html?|xhtml|mht|php|sh|py|lnk|msi)$",
    re.IGNORECASE,
)
NESTED_NAMES = re.compile(r"\.(docx|xlsx|pptx|odt|ods|docm|xlsm|pptm|xlsb)$", re.IGNORECASE)
# Names inside an OLE object: a packed file of any kind, and a macro project.
OLE_PACKAGE = "\x01Ole10Native".encode("utf-16-le")
OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def office_kind(file):
    """docx, xlsx, pptx, odt or ods for a file that begins as a ZIP does. Raises Refused."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 22))
    end = file.read(22)
    if not zipfile.is_zipfile(file):
        raise Refused(DAMAGED)
    if end[:4] != b"PK\x05\x06":
        raise Refused(TWO_IN_ONE)
    try:
        with zipfile.ZipFile(file) as archive:
            return _checked(archive, MOST_UNZIPPED, depth=0)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Refused(DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise Refused(LOCKED) from error


def _checked(archive, most_bytes, depth):
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > most_bytes:
        raise Refused(BOMB)
    if members and min(member.header_offset for member in members):
        raise Refused(TWO_IN_ONE)
    _refuse_names(members)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(LOCKED)
    kind = _kind(archive)
    for member in members:
        if member.filename.endswith(".rels") and ELSEWHERE.search(_start(archive, member.filename, BLOCK)):
            raise Refused(REMOTE)
        _refuse_inside(archive, member, depth)
    return kind


def _refuse_names(members):
    names = [member.filename for member in members]
    if len({name.lower() for name in names}) != len(names):
        raise Refused(ODD_NAME)
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise Refused(ODD_NAME)
        if MACRO_NAMES.search(name):
            raise Refused(MACROS)
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        raise Refused(ARCHIVE)
    for name in names:
        if HIDDEN_NAMES.search(name):
            raise _hidden(name)


def _hidden(name):
    return Refused(HIDDEN.format(name=name.rsplit("/", 1)[-1][:80]))


def _kind(archive):
    """What the parts say the document is."""
    if "mimetype" in archive.namelist():
        kind = ODF_TYPES.get(_start(archive, "mimetype", 200).strip())
        manifest = _start(archive, "META-INF/manifest.xml", 1024 * 1024)
        if b"encryption-data" in manifest:
            raise Refused(LOCKED)
    else:
        types = _start(archive, "[Content_Types].xml", 1024 * 1024)
        if re.search(
            rb"macroenabled|ms-office\.vbaproject|ms-excel\.(macro|intlmacro)sheet", types, re.IGNORECASE
        ):
            raise Refused(MACROS)
        kind = next((kind for name, kind in MAIN_TYPES.items() if name in types), None)
    if kind is None:
        raise Refused(ARCHIVE)
    return kind


def _start(archive, name, most):
    """The first `most` bytes of a member; b"" when there is none of this name."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as member:
        return member.read(most)


def _refuse_inside(archive, member, depth):
    """Unpack one member block by block: its sum must be right, and nothing may hide in it."""
    begin, packed, kept = b"", False, b""
    with archive.open(member) as part:
        while block := part.read(BLOCK):
            if not begin:
                begin = block
            seen = kept + block
            packed = packed or OLE_PACKAGE in seen or OLE_MACROS in seen
            kept = block[-len(OLE_PACKAGE) :]
    foreign = begin.startswith((b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf"))
    if foreign or (begin.startswith(b"\xd0\xcf\x11\xe0") and packed):
        raise _hidden(member.filename)
    if begin.startswith(b"PK\x03\x04"):
        _refuse_nested(archive, member, depth)


def _refuse_nested(archive, member, depth):
    """Charts bring their sheet along; anything else that is packed in a document is not taken."""
    if depth + 1 >= DEEPEST or member.file_size > MOST_NESTED or not NESTED_NAMES.search(member.filename):
        raise _hidden(member.filename)
    with archive.open(member) as part, zipfile.ZipFile(part) as nested:
        _checked(nested, MOST_NESTED * 5, depth + 1)
