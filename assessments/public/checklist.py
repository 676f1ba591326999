"""Public pages of results and checklists. They read publications only; a GET never writes."""

from functools import wraps
from itertools import groupby

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.exports.result_document import result_paper
from assessments.framework.pack_loader import PACKS
from assessments.links.standings import checklist_urls, link_checks, standings, with_standings
from assessments.models import Page
from assessments.public import charts
from assessments.public.documents import document_response, version_of
from assessments.public.downloads import document_file, table_file
from assessments.public.forms import ChecklistFilterForm
from assessments.public.page import page_context, public_page
from assessments.record.pages import (
    PublishedPages,
    document,
    latest_result,
    published_content,
    this_page,
)
from assessments.scoring import explanation


def data_response(record, year_be, page):
    """A page's content as it stands in the record, with its publication beside it."""
    published_content(record, year_be, page)
    text = document(record.text(year_be, page), record.publication(year_be, page))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@require_safe
@public_page()
def home(request):
    """Latest result, the years, the way to everything: GET /ita/"""
    before = request.reading.before
    record = PublishedPages(request.agency, latest_result(request.agency, before), before)
    trend = record.trend()
    trend_of = {row.year_be: row for row in trend}
    years = [record.year(year_be) | {"trend": trend_of.get(year_be)} for year_be in record.years]

    def newest_with(page):
        return next((row for row in years if row[page.value]), None)

    latest = next((row for row in trend if row.total is not None), None)
    oit = newest_with(Page.OIT)
    context = page_context(request, record) | {
        "years": years,
        "trend_chart": charts.trend_chart(trend),
        "latest": latest,
        "only": missing_context(record.content(latest.year_be, Page.RESULT))
        if latest and len(trend) == 1
        else None,
        "waiting": trend[0] if trend and trend[0] is not latest else None,
        "latest_measures": newest_with(Page.MEASURES),
        "latest_progress": newest_with(Page.PROGRESS),
        "latest_oit": oit,
        "unanswered": oit["oit"]["summary"]["items"] - oit["oit"]["summary"]["answered"] if oit else 0,
    }
    return TemplateResponse(request, "assessments/home.html", context)


def missing_context(result):
    """Where the missing points of a result lie, as rows and as a chart."""
    missing = explanation.missing_points(result)
    chart = charts.missing_chart(missing, result["computed"]["total"])
    return {"result": result, "missing": missing, "missing_chart": chart}


def result_context(result, answers):
    """What the result page shows of a result and of the measures that answer it (either may be None)."""
    if result is None:
        return {"result": None, "answers": answers, "indicators": []}
    actions = {}
    for action in answers["actions"] if answers else []:
        actions.setdefault(action["indicator"], []).append(action["text"])
    rows = [
        row
        | {
            "actions_count": len(actions.get(row["number"], [])),
            "first_action": next(iter(actions.get(row["number"], [])), ""),
        }
        for row in explanation.weakest_first(result)
    ]
    return {
        **missing_context(result),
        "answers": answers,
        "indicators": rows,
        "indicators_chart": charts.indicators_chart(result),
        "band": explanation.announced_band(result),
        "reason": explanation.level_reason(result),
        "sum": explanation.score_sum(result),
        "target": explanation.target(result),
        "any_score": any(row["score"] is not None for row in rows),
    }


@require_safe
@public_page(Page.RESULT)
def result_detail(request, year_be):
    """One fiscal year: its result, the measures that answer it, its own pages: GET /ita/2563/"""
    wanted = this_page(year_be, Page.RESULT) | this_page(year_be + 1, Page.MEASURES)
    record = PublishedPages(request.agency, wanted, request.reading.before)
    publication = record.publication(year_be, Page.RESULT)
    answers = record.content(year_be + 1, Page.MEASURES)
    answers = answers if answers and answers["result_year"] == year_be else None
    if publication:
        result = published_content(record, year_be, Page.RESULT)
    elif year_be in record.years or answers:
        result = None
    else:
        raise Http404("ไม่มีหน้าของปีนี้")
    trend = record.trend()
    context = page_context(request, record, year_be, Page.RESULT) | {
        "year_be": year_be,
        "publication": publication,
        "links": record.year(year_be),
        "year_before": year_be - 1,
        "progress_before": record.light(year_be - 1, Page.PROGRESS),
        "trend": trend,
        "trend_chart": charts.trend_chart(trend, year_be),
        **result_context(result, answers),
    }
    return TemplateResponse(request, "assessments/result_detail.html", context)


@require_safe
@public_page(Page.RESULT, data=True)
def result_data(request, year_be):
    """The result as data: GET /ita/2563/result.json"""
    record = PublishedPages(request.agency, this_page(year_be, Page.RESULT), request.reading.before)
    return data_response(record, year_be, Page.RESULT)


@require_safe
@public_page(Page.RESULT)
def result_export(request, year_be, form):
    """The result as a table, a row for each indicator: GET /ita/2563/result.csv, result.xlsx"""
    record = PublishedPages(request.agency, this_page(year_be, Page.RESULT), request.reading.before)
    return table_file(request, year_be, Page.RESULT, form, published_content(record, year_be, Page.RESULT))


@require_safe
@public_page(Page.RESULT)
def result_document(request, year_be, form):
    """The result on paper: GET /ita/2563/result.pdf, result.docx"""
    return document_file(request, year_be, Page.RESULT, form, result_paper)


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
    """(PublishedPages, content, LinkStandings) of a checklist; `number`: standings of that item only."""
    record = PublishedPages(request.agency, this_page(year_be, Page.OIT), request.reading.before)
    checklist = published_content(record, year_be, Page.OIT)
    urls = checklist_urls(checklist, number and f"O{number}")
    request.beside = standings(request.agency, urls, before=request.reading.before)
    return record, checklist, request.beside


@require_safe
@public_page(Page.OIT)
def checklist_detail(request, year_be):
    """The OIT checklist of a year: GET /ita/2564/oit/"""
    record, checklist, found = checked_checklist(request, year_be)
    chosen = ChecklistFilterForm(request.GET or None)
    context = page_context(request, record, year_be, Page.OIT) | {
        "year_be": year_be,
        "standings": found,
        "publication": record.publication(year_be, Page.OIT),
        **checklist_context(checklist),
        "filter": chosen,
    }
    response = TemplateResponse(request, "assessments/checklist_detail.html", context)
    if chosen.is_active:
        some = [item for item in checklist["items"] if chosen.keeps(item, found)]
        context |= {"groups": checklist_context(checklist | {"items": some})["groups"], "shown": len(some)}
        response.headers["X-Robots-Tag"] = "noindex"
        response.asked_freely = True
    return response


@require_safe
@public_page(Page.OIT, data=True)
def checklist_data(request, year_be):
    """The checklist as data: GET /ita/2564/oit.json"""
    record, checklist, found = checked_checklist(request, year_be)
    is_version = request.reading.version is not None
    checks = None if is_version else link_checks(checklist, found)
    text = document(record.text(year_be, Page.OIT), record.publication(year_be, Page.OIT), checks)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@require_safe
@public_page(Page.OIT)
def checklist_export(request, year_be, form):
    """The checklist as a table for spreadsheets, a row for each item: GET /ita/2564/oit.csv"""
    _record, checklist, found = checked_checklist(request, year_be)
    return table_file(request, year_be, Page.OIT, form, with_standings(checklist, found))


@require_safe
@public_page(whole=True)
def pack_data(request, year_be):
    """The framework of a year as open data, with its sources: GET /ita/packs/2564.json"""
    path = PACKS / f"{year_be}.json"
    if not path.exists():
        raise Http404("ไม่มีชุดข้อมูลของปีนี้")
    return HttpResponse(path.read_bytes(), content_type="application/json; charset=utf-8")


def _item_and_neighbours(checklist, number):
    """(item, code before, code after) of item `number`; Http404 when the year has no such item."""
    codes = [item["code"] for item in checklist["items"]]
    code = f"O{number}"
    if code not in codes:
        raise Http404("ปีนี้ไม่มีข้อนี้")
    index = codes.index(code)
    before = codes[index - 1] if index else None
    after = codes[index + 1] if index + 1 < len(codes) else None
    return checklist["items"][index], before, after


def canonical_item_address(view):
    """Redirect for good from other spellings of an item's code (O42, o.42, o042) to /oit/o42/."""

    @wraps(view)
    def wrapper(request, **kwargs):
        canonical = reverse(f"assessments:{view.__name__}", kwargs=kwargs)
        if request.path == canonical:
            return view(request, **kwargs)
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{canonical}?{query}" if query else canonical, permanent=True)

    return wrapper


@require_safe
@canonical_item_address
@public_page(Page.OIT)
def oititem_detail(request, year_be, number):
    """One item of the checklist: GET /ita/2564/oit/o42/"""
    record, checklist, found = checked_checklist(request, year_be, number)
    item, previous_item, next_item = _item_and_neighbours(checklist, number)
    context = page_context(request, record, year_be, Page.OIT, number) | {
        "year_be": year_be,
        "standings": found,
        "publication": record.publication(year_be, Page.OIT),
        "item": item,
        "corrections": checklist.get("corrections", ()),
        "group": next(
            (group for group in checklist["sub_indicators"] if group["number"] == item["sub_indicator"]), None
        ),
        "previous_item": previous_item,
        "next_item": next_item,
    }
    return TemplateResponse(request, "assessments/oititem_detail.html", context)


@require_safe
@canonical_item_address
@public_page()
def link_redirect(request, year_be, number, position):
    """The stable address of link no. `position` of an item: GET /ita/2564/oit/o42/1/"""
    record = PublishedPages(request.agency, this_page(year_be, Page.OIT), request.reading.before)
    checklist = published_content(record, year_be, Page.OIT)
    item, _before, _after = _item_and_neighbours(checklist, number)
    link = next((link for link in item["links"] if link["position"] == position), None)
    if link is None:
        raise Http404("ข้อนี้ไม่มีลิงก์ลำดับนี้")
    if link["removed"]:
        context = page_context(request, record, year_be)
        context |= {"year_be": year_be, "item": item, "link": link}
        return TemplateResponse(request, "assessments/link_gone.html", context, status=410)
    if "document" in link:
        edition = link["document"]["version"]
        return document_response(request, version_of(request.agency, year_be, number, position, edition))
    return HttpResponseRedirect(link["url"])
