"""As which files a page can be had: the one list that addresses, links and advice are drawn from."""

from assessments.models import Page
from assessments.record.paths import data_path

PDF, DOCX, XLSX, CSV, JSON = "pdf", "docx", "xlsx", "csv", "json"
_OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    PDF: "application/pdf",
    DOCX: f"{_OOXML}wordprocessingml.document",
    XLSX: f"{_OOXML}spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
    JSON: "application/json; charset=utf-8",
}
WHAT_FOR = {
    PDF: "PDF สำหรับพิมพ์",
    DOCX: "DOCX สำหรับลงนาม",
    XLSX: "ตาราง XLSX",
    CSV: "ตาราง CSV",
    JSON: "ข้อมูล JSON",
}
DOCUMENTS, TABLES = (PDF, DOCX), (XLSX, CSV)
FORMS = {
    Page.RESULT: (*DOCUMENTS, *TABLES, JSON),
    Page.MEASURES: (*DOCUMENTS, *TABLES, JSON),
    Page.PROGRESS: (*DOCUMENTS, *TABLES, JSON),
    Page.OIT: (*TABLES, JSON),
    Page.HANDIN: (*TABLES, JSON),
}


def media_type(form):
    """The media type of a form without its parameters: text/csv"""
    return TYPES[form].partition(";")[0]


def file_paths(year_be, page, version=None):
    """{form: site path} of a page's files, or of those of one version."""
    return {form: data_path(year_be, page, version, form) for form in FORMS.get(page, ())}


def file_links(year_be, page, version=None):
    """What a page's foot lists: [{"form", "text", "address", "type" (media type)}]."""
    return [
        {"form": form, "text": WHAT_FOR[form], "address": address, "type": media_type(form)}
        for form, address in file_paths(year_be, page, version).items()
    ]


def file_name(agency, year_be, page, form, version=None):
    """What a file is called when it is saved: AGENCY-measures-2564.pdf, AGENCY-measures-2564-v3.pdf"""
    return f"{agency.slug}-{page}-{year_be}{f'-v{version}' if version else ''}.{form}"
