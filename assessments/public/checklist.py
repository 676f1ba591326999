"""The OIT checklist of a year, as a page, as data and as tables; what the page and its preview show."""

from itertools import groupby

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.links.standings import checklist_urls, link_checks, with_standings
from assessments.models import Page
from assessments.public.checklist_filter import ChecklistFilterForm
from assessments.public.downloads import data_response, table_file
from assessments.public.page import page_context, public_page


def checklist_context(checklist):
    """What the checklist page shows: items grouped by sub-indicator, in the order of the year's list."""
    names = {group["number"]: group for group in checklist["sub_indicators"]}
    no_group = {"number": None, "indicator": None, "name": "รายการทั้งหมดของปี"}
    groups = [
        names.get(number, no_group) | {"items": list(items)}
        for number, items in groupby(checklist["items"], key=lambda item: item["sub_indicator"])
    ]
    return {
        "checklist": checklist,
        "groups": groups,
        "answered": sum(1 for item in checklist["items"] if item["answer"]),
        "total": len(checklist["items"]),
    }


def checked_checklist(request, year_be, number=None):
    """(content, LinkStandings) of a checklist; `number`: standings of that item only."""
    checklist = request.public.read_content(year_be, Page.OIT)
    urls = checklist_urls(checklist, number and f"O{number}")
    return checklist, request.public.read_link_status(urls)


@require_safe
@public_page(Page.OIT)
def checklist_detail(request, year_be):
    """The OIT checklist of a year: GET /ita/2564/oit/"""
    checklist, found = checked_checklist(request, year_be)
    chosen = ChecklistFilterForm(request.GET or None)
    context = page_context(request, year_be, Page.OIT) | {
        "year_be": year_be,
        "standings": found,
        "publication": request.public.pages.publication(year_be, Page.OIT),
        **checklist_context(checklist),
        "filter": chosen,
    }
    response = TemplateResponse(request, "assessments/checklist_detail.html", context)
    if chosen.is_active:
        some = [item for item in checklist["items"] if chosen.keeps(item, found)]
        context |= {"groups": checklist_context(checklist | {"items": some})["groups"], "shown": len(some)}
        response.headers["X-Robots-Tag"] = "noindex"
        request.public.free_text = True
    return response


@require_safe
@public_page(Page.OIT, data=True)
def checklist_data(request, year_be):
    """The checklist as data: GET /ita/2564/oit.json"""
    checklist, found = checked_checklist(request, year_be)
    is_version = request.public.moment.version is not None
    checks = None if is_version else link_checks(checklist, found)
    return data_response(request, year_be, Page.OIT, checks)


@require_safe
@public_page(Page.OIT)
def checklist_export(request, year_be, form):
    """The checklist as a table for spreadsheets, a row for each item: GET /ita/2564/oit.csv"""
    checklist, found = checked_checklist(request, year_be)
    return table_file(request, year_be, Page.OIT, form, with_standings(checklist, found))
