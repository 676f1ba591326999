"""What was handed in to ITAS: the frozen form of a year, as a page, as data and as tables."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.public.downloads import table_file
from assessments.public.page import page_context, public_page
from assessments.record.pages import PublishedPages, document, published_content, this_page


def _handin(request, year_be):
    """(PublishedPages, content) of a year's hand-in as the request reads it."""
    record = PublishedPages(request.agency, this_page(year_be, Page.HANDIN), request.reading.before)
    return record, published_content(record, year_be, Page.HANDIN)


@require_safe
@public_page(Page.HANDIN)
def handin_detail(request, year_be):
    """The form as it was handed in: GET /ita/2564/oit/handin/"""
    record, handin = _handin(request, year_be)
    context = page_context(request, record, year_be, Page.HANDIN) | {
        "year_be": year_be,
        "publication": record.publication(year_be, Page.HANDIN),
        "handin": handin,
        "answered": sum(1 for item in handin["items"] if item["answer"]),
    }
    return TemplateResponse(request, "assessments/handin_detail.html", context)


@require_safe
@public_page(Page.HANDIN, data=True)
def handin_data(request, year_be):
    """The hand-in as data: GET /ita/2564/handin.json"""
    record, _handed_in = _handin(request, year_be)
    text = document(record.text(year_be, Page.HANDIN), record.publication(year_be, Page.HANDIN))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@require_safe
@public_page(Page.HANDIN)
def handin_export(request, year_be, form):
    """The form's own columns as a table: GET /ita/2564/handin.csv, /ita/2564/handin.xlsx"""
    _record, handin = _handin(request, year_be)
    return table_file(request, year_be, Page.HANDIN, form, handin)
