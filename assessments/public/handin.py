"""What was handed in to ITAS: the frozen form of a year, as a page, as data and as tables."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.public.downloads import data_response, table_file
from assessments.public.page import page_context, public_page


@require_safe
@public_page(Page.HANDIN)
def handin_detail(request, year_be):
    """The form as it was handed in: GET /ita/2564/oit/handin/"""
    handin = request.public.read_content(year_be, Page.HANDIN)
    context = page_context(request, year_be, Page.HANDIN) | {
        "year_be": year_be,
        "publication": request.public.pages.publication(year_be, Page.HANDIN),
        "handin": handin,
        "answered": sum(1 for item in handin["items"] if item["answer"]),
    }
    return TemplateResponse(request, "assessments/handin_detail.html", context)


@require_safe
@public_page(Page.HANDIN, data=True)
def handin_data(request, year_be):
    """The hand-in as data: GET /ita/2564/handin.json"""
    request.public.read_content(year_be, Page.HANDIN)
    return data_response(request, year_be, Page.HANDIN)


@require_safe
@public_page(Page.HANDIN)
def handin_export(request, year_be, form):
    """The form's own columns as a table: GET /ita/2564/handin.csv, /ita/2564/handin.xlsx"""
    handin = request.public.read_content(year_be, Page.HANDIN)
    return table_file(request, year_be, Page.HANDIN, form, handin)
