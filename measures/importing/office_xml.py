"""Parts of a Word or Excel file, opened safely."""

import io
import re
import zipfile

from lxml import etree

from assessments.files.errors import Refused
from assessments.files.office_zip import office_kind
from measures.importing.faults import DocumentError, Fault

_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
MOST_XML = 40 * 1024 * 1024
TOO_LARGE = "ไฟล์นี้เมื่อคลายออกใหญ่เกินกว่าจะอ่าน (เกิน 40 MB) กรุณาแบ่งเป็นหลายไฟล์"
DAMAGED = "โครงสร้างข้างในไฟล์เสียหาย อ่านไม่ได้ กรุณาเปิดไฟล์แล้วบันทึกใหม่"
DECLARED = "ไฟล์นี้มีคำสั่งแปลกปลอมในโครงสร้าง (DOCTYPE) จึงไม่อ่าน กรุณาเปิดไฟล์แล้วบันทึกใหม่"


def kind_of_zip(data):
    """docx, xlsx, … of bytes that begin as a ZIP does. Raises DocumentError for bombs and macros."""
    try:
        return office_kind(io.BytesIO(data))
    except Refused as refused:
        raise refusal(str(refused)) from None


def xml_parts(data, wanted):
    """name → parsed root of the parts whose name `wanted(name)` accepts, in the order of their names.

    Nothing outside the file is fetched and no entity is expanded. Raises DocumentError.
    """
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels"))]
        if sum(member.file_size for member in members) > MOST_XML:
            raise refusal(TOO_LARGE)
        for member in sorted(members, key=lambda each: each.filename):
            content = archive.read(member)
            _refuse_declarations(content)
            if wanted(member.filename):
                parts[member.filename] = _parsed(content)
    return parts


def _refuse_declarations(content):
    """Raise DocumentError for declarations, in UTF-16 and UTF-32 too, and for encodings that hide them."""
    plain = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refusal(DECLARED)
    said = _ENCODING.search(plain[:200])
    if said and not said[1].lower().startswith((b"utf-8", b"utf-16", b"us-ascii")):
        raise refusal(DAMAGED)


def refusal(message):
    """The DocumentError of a whole file."""
    return DocumentError([Fault(None, message)])


def _parsed(content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise refusal(DAMAGED) from None
