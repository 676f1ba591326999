"""A Word or Excel file for the importer, opened safely; what is wrong with it is a DocumentError."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from assessments.files.errors import Refused
from assessments.files.office_zip import Limits, OfficeFile, open_safely
from measures.importing.faults import DocumentError, Fault

MOST_XML = 40 * 1024 * 1024
TOO_LARGE = "ไฟล์นี้เมื่อคลายออกใหญ่เกินกว่าจะอ่าน (เกิน 40 MB) กรุณาแบ่งเป็นหลายไฟล์"
DAMAGED = "โครงสร้างข้างในไฟล์เสียหาย อ่านไม่ได้ กรุณาเปิดไฟล์แล้วบันทึกใหม่"


@contextmanager
def opened(data: bytes) -> Iterator[OfficeFile]:
    """The OfficeFile of bytes that begin as a ZIP does, for a `with`; Refused becomes DocumentError."""
    try:
        with open_safely(
            io.BytesIO(data), Limits(most_xml=MOST_XML, too_large=TOO_LARGE, damaged=DAMAGED)
        ) as office:
            yield office
    except Refused as refused:
        raise refusal(str(refused)) from None


def refusal(message: str) -> DocumentError:
    """The DocumentError of a whole file."""
    return DocumentError([Fault(None, message)])
