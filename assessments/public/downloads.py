"""A page's content as data or as a file to take along: made when the reader's copy is old, and named."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from assessments.exports.document_blocks import Imprint, with_imprint
from assessments.exports.docx import document_docx
from assessments.exports.formats import CSV, DOCX, PDF, TYPES, file_name
from assessments.exports.pdf import document_pdf
from assessments.exports.tables import csv_bytes, xlsx_file
from assessments.public.page import LazyResponse, page_context
from assessments.record.pages import json_document
from assessments.record.pdf_cache import cached_pdf
from ita_portal.pdf.client import PdfLate, PdfUnavailable

SECONDS_TO_TRY_AGAIN = 30


def data_response(request, year_be, page, link_checks=None):
    """The content that the view has read as it stands in the record, with its publication beside it.

    `link_checks` as in record.pages.json_document.
    """
    pages = request.public.pages
    text = json_document(pages.text(year_be, page), pages.publication(year_be, page), link_checks)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def document_file(request, year_be, page, form, as_document):
    """The response with a page as PDF or DOCX; `as_document` makes its ExportDocument of the content."""
    content = request.public.read_content(year_be, page)
    imprint = Imprint(request.public.origin, request.public.pages.publication(year_be, page))

    def write():
        return with_imprint(as_document(content), imprint)

    if form == DOCX:
        return _file(request, year_be, page, form, lambda: document_docx(write(), imprint))
    fallbacks = {
        PdfUnavailable: lambda error: _without_pdf(request, year_be, page),
        PdfLate: lambda error: _without_pdf(request, year_be, page, late=True),
    }

    def make_pdf():
        return cached_pdf(imprint, lambda: document_pdf(write(), imprint))

    return _file(request, year_be, page, form, make_pdf, fallbacks)


def table_file(request, year_be, page, form, content):
    """The response with the content of a page as CSV or XLSX."""
    make = csv_bytes if form == CSV else xlsx_file
    return _file(request, year_be, page, form, lambda: make(content))


def _file(request, year_be, page, form, build, fallbacks=None):
    version = request.public.moment.version
    name = file_name(request.public.agency, year_be, page, form, version and version.number)
    how = "inline" if form == PDF else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"'}
    return LazyResponse(build, fallbacks=fallbacks, content_type=TYPES[form], headers=headers)


def _without_pdf(request, year_be, page, *, late=False):
    """503 that says so, or that the PDF is being made, and offers the page itself for print."""
    context = page_context(request, year_be, page) | {"year_be": year_be, "late": late}
    response = TemplateResponse(request, "assessments/pdf_unavailable.html", context, status=503)
    response.headers["Cache-Control"] = "no-store"
    if late:
        response.headers["Retry-After"] = str(SECONDS_TO_TRY_AGAIN)
    return response
