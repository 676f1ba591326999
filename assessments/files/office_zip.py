"""Office files of strangers, opened safely: no macro, bomb, declaration, link or hidden file. Pure.

Uploads, the importer of documents and the tables of the desk all open theirs here.
"""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from lxml import etree

from assessments.files.errors import TWO_IN_ONE, Refused

MOST_MEMBERS = 5000
MOST_UNZIPPED = 250 * 1024 * 1024
MOST_NESTED = 20 * 1024 * 1024
MOST_RELATIONS = 2 * 1024 * 1024
DEEPEST = 2
BLOCK = 256 * 1024
PROLOG = 16 * 1024  # what may stand before the first element has ended; Word needs 3 kB
MACROS = "ไฟล์นี้มีมาโครอยู่ข้างใน จึงไม่รับ ให้บันทึกเป็น DOCX, XLSX, PPTX, ODT หรือ ODS ที่ไม่มีมาโคร"
BOMB = "ไฟล์นี้เมื่อคลายออกใหญ่ผิดปกติ (เกิน 250 MB หรือมีไฟล์ย่อยเกิน 5,000 ไฟล์) จึงไม่รับ"
ARCHIVE = "ไฟล์นี้เป็นไฟล์บีบอัด ไม่ใช่เอกสาร ให้แตกไฟล์แล้วอัปโหลดทีละเอกสาร"
DAMAGED = "ไฟล์ขาดหรือเสียหาย เปิดอ่านไม่ได้ ให้เปิดไฟล์ต้นฉบับแล้วบันทึกใหม่"
LOCKED = "ไฟล์นี้ตั้งรหัสผ่านไว้ ประชาชนเปิดไม่ได้ ให้เอารหัสผ่านออกแล้วบันทึกใหม่"
HIDDEN = "เอกสารนี้มีไฟล์ชนิดอื่นฝังอยู่ข้างใน ({name}) จึงไม่รับ ให้ลบวัตถุที่ฝังไว้แล้วบันทึกใหม่"
REMOTE = "เอกสารนี้ดึงแม่แบบหรือวัตถุจากเว็บไซต์อื่นเมื่อเปิด จึงไม่รับ ให้คัดลอกเนื้อหาไปไว้ในเอกสารใหม่"
LINKED = "เอกสารนี้มีลิงก์และวัตถุที่เชื่อมโยงมากผิดปกติ จึงไม่รับ ให้แบ่งเป็นหลายเอกสาร"
DECLARED = "ไฟล์นี้มีคำสั่งแปลกปลอมในโครงสร้าง (DOCTYPE) จึงไม่รับ ให้เปิดไฟล์แล้วบันทึกใหม่"
# Kinds of relationship that load something from elsewhere by themselves; a mere hyperlink does not.
LOADING = ("attachedtemplate", "oleobject", "frame", "subdocument")
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
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ParseError,
    ValueError,
    LookupError,  # an encoding that expat does not know
)
# Names inside an OLE object: a packed file of any kind, and a macro project.
OLE_PACKAGE = "\x01Ole10Native".encode("utf-16-le")
OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True)
class Limits:
    """How much a file may hold when unpacked, in bytes, and the Thai sentences for one that does not suit."""

    most_bytes: int = MOST_UNZIPPED
    most_xml: int = MOST_UNZIPPED
    too_large: str = BOMB
    damaged: str = DAMAGED


UPLOAD = Limits()


class OfficeFile(zipfile.ZipFile):
    """An Office document that open_safely() has looked through; `kind` is docx, xlsx, pptx, odt or ods."""

    kind = ""
    limits = UPLOAD

    def xml(self, name: str) -> etree._Element:
        """The root element (lxml) of a part; nothing is fetched, no entity expanded. Raises Refused."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise Refused(self.limits.damaged) from error


def open_safely(file: IO[bytes], limits: Limits = UPLOAD) -> OfficeFile:
    """The OfficeFile of a file (binary, seekable) that begins as a ZIP does. Raises Refused."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 22))
    end = file.read(22)
    if not zipfile.is_zipfile(file):
        raise Refused(limits.damaged)
    if end[:4] != b"PK\x05\x06":
        raise Refused(TWO_IN_ONE)
    try:
        office = OfficeFile(file)
        office.kind, office.limits = _checked(office, limits, depth=0), limits
    except UNREADABLE as error:
        raise Refused(limits.damaged) from error
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise Refused(LOCKED) from error
    return office


def _checked(archive, limits, depth):
    """The kind of an archive of which every member was unpacked and found good. Raises Refused."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused(BOMB)
    if _size(members) > limits.most_bytes or _size(members, (".xml", ".rels")) > limits.most_xml:
        raise Refused(limits.too_large)
    if _size(members, ".rels") > MOST_RELATIONS:
        raise Refused(LINKED)
    if members and min(member.header_offset for member in members):
        raise Refused(TWO_IN_ONE)
    _refuse_names(members)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(LOCKED)
    kind = _kind(archive)
    for member in members:
        begin = _refuse_inside(archive, member, depth)
        if begin and member.filename.lower().endswith((".xml", ".rels")):
            # OpenDocument of old wrote a DOCTYPE; Office Open XML forbids it.
            _refuse_declarations(begin[:PROLOG], limits, doctype=kind in ODF_TYPES.values())
            if member.filename.lower().endswith(".rels"):
                _refuse_remote(archive, member)
    return kind


def _size(members, endings=""):
    return sum(member.file_size for member in members if member.filename.lower().endswith(endings))


def _refuse_names(members):
    names = [member.filename for member in members]
    if len({name.lower() for name in names}) != len(names):
        raise Refused(ODD_NAME)
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
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
    """How a member begins. It is unpacked block by block: its sum is right, and nothing hides in it."""
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
    return begin


class _Begun(Exception):
    """The first element has begun: nothing can be declared any more."""


class _FirstElement:
    """What a parser tells its events to, until the first element."""

    def start(self, _tag, _attributes):
        raise _Begun


class _Relations:
    """What a parser tells of relationships to; refuses one that loads something from elsewhere."""

    def start(self, _tag, attributes):
        if attributes.get("TargetMode", "").lower() == "external":
            if attributes.get("Type", "").lower().endswith(LOADING):
                raise Refused(REMOTE)


def _parser(target, *, doctype=False):
    """A parser that tells `target` of elements, and refuses entities, and document types unless `doctype`."""
    parser = DefusedXMLParser(target=target, forbid_dtd=not doctype)
    parser.parser.DefaultHandlerExpand = None  # a call for each comment would be dear
    return parser


def _refuse_declarations(begin, limits, *, doctype):
    """Refuse a part that declares what _parser() refuses, or that hides it."""
    try:
        _parser(_FirstElement(), doctype=doctype).feed(begin)
    except _Begun:
        return
    except DefusedXmlException as error:
        raise Refused(DECLARED) from error
    except (ParseError, LookupError, ValueError) as error:
        hides_one = b"<!DOCTYPE" in begin.replace(b"\0", b"")
        raise Refused(DECLARED if hides_one else limits.damaged) from error
    raise Refused(limits.damaged)


def _refuse_remote(archive, member):
    parser = _parser(_Relations())
    with archive.open(member) as part:
        while block := part.read(BLOCK):
            parser.feed(block)
    parser.close()


def _refuse_nested(archive, member, depth):
    """Charts bring their sheet along; anything else that is packed in a document is not taken."""
    if depth + 1 >= DEEPEST or member.file_size > MOST_NESTED or not NESTED_NAMES.search(member.filename):
        raise _hidden(member.filename)
    with archive.open(member) as part, zipfile.ZipFile(part) as nested:
        _checked(nested, Limits(MOST_NESTED * 5, MOST_NESTED * 5), depth + 1)
