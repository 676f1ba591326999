"""A fiscal year and its result, as a page, as data and as documents; what the page and its preview show."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.exports.result_document import result_as_document
from assessments.models import Page
from assessments.public import charts
from assessments.public.downloads import data_response, document_file, table_file
from assessments.public.page import page_context, public_page
from assessments.record.pages import published_content, this_page
from assessments.scoring import explanation


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
        **charts.missing_context(result),
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
    pages = request.public.read_pages(wanted)
    publication = pages.publication(year_be, Page.RESULT)
    answers = pages.content(year_be + 1, Page.MEASURES)
    answers = answers if answers and answers["result_year"] == year_be else None
    if publication:
        result = published_content(pages, year_be, Page.RESULT)
    elif year_be in pages.years or answers:
        result = None
    else:
        raise Http404("ไม่มีหน้าของปีนี้")
    trend = pages.trend()
    context = page_context(request, year_be, Page.RESULT) | {
        "year_be": year_be,
        "publication": publication,
        "links": pages.year(year_be),
        "year_before": year_be - 1,
        "progress_before": pages.light(year_be - 1, Page.PROGRESS),
        "trend": trend,
        "trend_chart": charts.trend_chart(trend, year_be),
        **result_context(result, answers),
    }
    return TemplateResponse(request, "assessments/result_detail.html", context)


@require_safe
@public_page(Page.RESULT, data=True)
def result_data(request, year_be):
    """The result as data: GET /ita/2563/result.json"""
    request.public.read_content(year_be, Page.RESULT)
    return data_response(request, year_be, Page.RESULT)


@require_safe
@public_page(Page.RESULT)
def result_export(request, year_be, form):
    """The result as a table, a row for each indicator: GET /ita/2563/result.csv, result.xlsx"""
    result = request.public.read_content(year_be, Page.RESULT)
    return table_file(request, year_be, Page.RESULT, form, result)


@require_safe
@public_page(Page.RESULT)
def result_document(request, year_be, form):
    """The result on paper: GET /ita/2563/result.pdf, result.docx"""
    return document_file(request, year_be, Page.RESULT, form, result_as_document)
