"""Public pages of progress: what became of each measure, and its evidence. They read publications only."""

from collections import Counter
from functools import partial

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.models import Page, Publication
from assessments.public.documents import ServedFile, document_response
from assessments.public.downloads import data_response, document_file, table_file
from assessments.public.page import page_context, public_page
from assessments.record.paths import evidence_path
from measures.plan.plan_document import progress_as_document
from measures.progress.action_status import DONE, DROPPED, STANDINGS

WHOLE = 100


def _tally(actions):
    """How many measures stand how, each with its share (percent) and where it begins in one bar."""
    counts = Counter(action["standing"] for action in actions)
    parts, start = [], 0
    for code, name in STANDINGS.items():
        share = counts[code] * WHOLE / len(actions) if actions else 0
        parts.append({"code": code, "name": name, "count": counts[code], "start": start, "share": share})
        start += share
    return parts


def _told_in(action, period):
    """How many entries of a measure belong in one half of the year."""
    return sum(1 for entry in action["entries"] if entry["months"] == period["months"])


def _period_row(period, actions, judged_on):
    """What one half of the year saw: measures told of, entries, and what fell due in it."""
    kept = [action for action in actions if action["standing"] != DROPPED]
    reported = sum(1 for action in kept if _told_in(action, period))
    due = [
        action for action in kept if action["due_on"] and period["from"] <= action["due_on"] <= period["to"]
    ]
    return period | {
        "kept": len(kept),
        "reported": reported,
        "share": reported * WHOLE / len(kept) if kept else 0,
        "entries": sum(_told_in(action, period) for action in actions),
        "due": len(due),
        "due_done": sum(1 for action in due if action["standing"] == DONE),
        "is_ahead": judged_on < period["from"],
        "is_running": period["from"] <= judged_on <= period["to"],
    }


def progress_context(progress):
    """What the progress page shows: the bar of all measures, the halves of the year, each indicator."""
    actions = progress["actions"]
    by_indicator = {}
    for action in actions:
        named = action | {"standing_name": STANDINGS[action["standing"]]}
        by_indicator.setdefault(action["indicator"], []).append(named)
    return {
        "progress": progress,
        "tally": _tally(actions),
        "periods": [_period_row(each, actions, progress["judged_on"]) for each in progress["periods"]],
        "indicators": [
            row | {"actions": by_indicator[row["number"]]}
            for row in progress["indicators"]
            if row["number"] in by_indicator
        ],
    }


@require_safe
@public_page(Page.PROGRESS)
def progress_detail(request, year_be):
    """What became of each measure of a year: GET /ita/2564/measures/progress/"""
    progress = request.public.read_content(year_be, Page.PROGRESS)
    context = page_context(request, year_be, Page.PROGRESS) | {
        "year_be": year_be,
        "publication": request.public.pages.publication(year_be, Page.PROGRESS),
        "links": request.public.pages.year(year_be),
        **progress_context(progress),
    }
    return TemplateResponse(request, "measures/progress_detail.html", context)


@require_safe
@public_page(Page.PROGRESS, data=True)
def progress_data(request, year_be):
    """The progress as data: GET /ita/2564/progress.json"""
    request.public.read_content(year_be, Page.PROGRESS)
    return data_response(request, year_be, Page.PROGRESS)


@require_safe
@public_page(Page.PROGRESS)
def progress_export(request, year_be, form):
    """The progress as a table, a row for each entry: GET /ita/2564/progress.csv, progress.xlsx"""
    progress = request.public.read_content(year_be, Page.PROGRESS)
    return table_file(request, year_be, Page.PROGRESS, form, progress)


@require_safe
@public_page(Page.PROGRESS)
def progress_document(request, year_be, form):
    """The progress on paper: GET /ita/2564/progress.pdf, progress.docx"""
    make = partial(progress_as_document, origin=request.public.origin)
    return document_file(request, year_be, Page.PROGRESS, form, make)


@require_safe
@public_page()
def evidence_redirect(request, year_be, number):
    """The stable address of evidence of progress: GET /ita/2564/measures/progress/evidence/3/"""
    progress = request.public.read_content(year_be, Page.PROGRESS)
    rows = (
        each for action in progress["actions"] for entry in action["entries"] for each in entry["evidence"]
    )
    evidence = next((each for each in rows if each["number"] == number), None)
    if evidence is None:
        return _gone(request, year_be, number)
    if evidence["document"]:
        publication = request.public.pages.publication(year_be, Page.PROGRESS)
        return document_response(request, ServedFile.published(evidence["document"], publication))
    return HttpResponseRedirect(evidence["url"])


def _gone(request, year_be, number):
    """410 for evidence that an earlier state had and this one has not; Http404 for what never was."""
    mark = f'"address":"{evidence_path(year_be, number)}"'
    states = Publication.objects.states(request.public.agency, year_be, Page.PROGRESS)
    before = request.public.moment.before
    if before:
        states = states.filter(published_at__lt=before)
    if not states.filter(content__contains=mark).exists():
        raise Http404("ไม่มีหลักฐานลำดับนี้")
    context = page_context(request, year_be) | {"year_be": year_be, "number": number}
    return TemplateResponse(request, "measures/evidence_gone.html", context, status=410)
