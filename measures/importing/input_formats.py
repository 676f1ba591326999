"""A document of any kind -> its lines, by what its bytes are, not by its name alone."""

from collections.abc import Callable

from assessments.files.office_zip import OfficeFile
from measures.importing.faults import FaultList
from measures.importing.from_csv import read_csv
from measures.importing.from_docx import read_word
from measures.importing.from_html import looks_like_page, read_page
from measures.importing.from_text import MOST_BYTES, read_source, refuse_size
from measures.importing.from_xlsx import read_excel
from measures.importing.lines import Lines, split_lines
from measures.importing.office_xml import opened, refusal

__all__ = ["MOST_BYTES", "TEXT", "read_kind"]
TEXT = "txt"
_OTHER_OFFICE = "ไฟล์นี้เป็น {kind} นำเข้าได้เฉพาะ DOCX, XLSX, HTML, CSV และ TXT กรุณาบันทึกเป็นชนิดเหล่านี้"
_OFFICE: dict[str, Callable[[OfficeFile], Lines]] = {"docx": read_word, "xlsx": read_excel}


def read_kind(data: bytes, file_name: str = "") -> tuple[str, Lines]:
    """(kind, Lines) of a document's bytes: docx, xlsx, html, csv or txt.

    Raises DocumentError for a file of another kind, and when nothing of it can be read.
    """
    refuse_size(data)
    if data.startswith(b"PK\x03\x04"):
        with opened(data) as office:
            if office.kind not in _OFFICE:
                raise refusal(_OTHER_OFFICE.format(kind=office.kind.upper()))
            return office.kind, _OFFICE[office.kind](office)
    if looks_like_page(data) or data.startswith((b"Version:0.9", b"Version:1.0")):
        return "html", read_page(data)
    if file_name.lower().endswith(".csv"):
        return "csv", read_csv(data)
    return TEXT, _read_text(data)


def _read_text(data: bytes) -> Lines:
    return Lines(split_lines(read_source(data), FaultList()))
