"""A page's content as a file to take along: made when the reader's copy is old, named, never sniffed."""

from django.template.response import TemplateResponse

from assessments.exports.document_blocks import Imprint, with_imprint
from assessments.exports.docx import paper_docx
from assessments.exports.formats import CSV, DOCX, PDF, TYPES, file_name
from assessments.exports.pdf import paper_pdf
from assessments.exports.tables import csv_bytes, xlsx_file
from assessments.public.page import BuiltWhenAsked, page_context
from assessments.record.pages import PublishedPages, origin_of, published_content, this_page
from assessments.record.pdf_cache import kept_pdf
from ita_portal.pdf.client import PdfLate, PdfUnavailable

SECONDS_TO_TRY_AGAIN = 30


def document_file(request, year_be, page, form, make_paper):
    """The response with a page as PDF or DOCX; `make_paper` makes its Paper of the content."""
    record = PublishedPages(request.agency, this_page(year_be, page), request.reading.before)
    content = published_content(record, year_be, page)
    imprint = Imprint(origin_of(request), record.publication(year_be, page))

    def write():
        return with_imprint(make_paper(content), imprint)

    if form == DOCX:
        return _file(request, year_be, page, form, lambda: paper_docx(write(), imprint))
    response = _file(
        request, year_be, page, form, lambda: kept_pdf(imprint, lambda: paper_pdf(write(), imprint))
    )
    response.instead = {
        PdfUnavailable: lambda error: _without_pdf(request, record, year_be, page),
        PdfLate: lambda error: _without_pdf(request, record, year_be, page, late=True),
    }
    return response


def table_file(request, year_be, page, form, content):
    """The response with the content of a page as CSV or XLSX."""
    make = csv_bytes if form == CSV else xlsx_file
    return _file(request, year_be, page, form, lambda: make(content))


def _file(request, year_be, page, form, build):
    version = request.reading.version
    name = file_name(request.agency, year_be, page, form, version and version.number)
    how = "inline" if form == PDF else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"'}
    return BuiltWhenAsked(build, content_type=TYPES[form], headers=headers)


def _without_pdf(request, record, year_be, page, *, late=False):
    """503 that says so, or that the PDF is being made, and offers the page itself for print."""
    context = page_context(request, record, year_be, page) | {"year_be": year_be, "late": late}
    response = TemplateResponse(request, "assessments/pdf_unavailable.html", context, status=503)
    response.headers["Cache-Control"] = "no-store"
    if late:
        response.headers["Retry-After"] = str(SECONDS_TO_TRY_AGAIN)
    return response
