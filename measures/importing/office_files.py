"""Parts of a Word or Excel file, opened safely."""

import io
import zipfile

from lxml import etree

from assessments.documents.office import office_kind
from assessments.documents.refusing import Refused
from measures.importing.faults import DocumentError, Fault

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
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise refusal(DECLARED)
            if wanted(member.filename):
                parts[member.filename] = _parsed(content)
    return parts


def refusal(message):
    """The DocumentError of a whole file."""
    return DocumentError([Fault(None, message)])


def _parsed(content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise refusal(DAMAGED) from None
