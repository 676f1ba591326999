"""Public pages of measures. They read publications only; a GET never writes."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from assessments.models import Page
from assessments.public.downloads import data_response, document_file, table_file
from assessments.public.page import page_context, public_page
from measures.plan.plan_document import plan_as_document

OFFICIAL, WEAKEST = "official", "weakest"


def plan_context(plan):
    """What the measures page shows: per instrument its analysis, then its indicators with their actions."""
    actions = {}
    for action in plan["actions"]:
        actions.setdefault(action["indicator"], []).append(action)
    groups = []
    for instrument in plan["instruments"]:
        indicators = [
            indicator | _with_plans(actions.get(indicator["number"], []))
            for indicator in plan["indicators"]
            if indicator["instrument"] == instrument["code"]
        ]
        groups.append(instrument | {"indicators": indicators})
    return {"plan": plan, "groups": groups}


def _score(indicator):
    """What puts the weakest first; an indicator without a score comes last."""
    score = indicator["score"]
    return (score is None, score if score is not None else 0, indicator["number"])


def weakest_first(groups):
    """The groups of `plan_context` with the weakest indicator of each first, and its group too."""
    ordered = [group | {"indicators": sorted(group["indicators"], key=_score)} for group in groups]
    return sorted(
        ordered, key=lambda group: [_score(each) for each in group["indicators"][:1]] or [(True, 101)]
    )


def _with_plans(actions):
    """The actions of one indicator, and whether none of them has a responsible person, a date or a status."""
    known = ("division", "responsible", "start_on", "due_on", "status")
    unplanned = bool(actions) and not any(action.get(name) for action in actions for name in known)
    return {"actions": actions, "unplanned": unplanned}


@require_safe
@public_page(Page.MEASURES)
def plan_detail(request, year_be):
    """The Thai report of a year's measures: GET /ita/2564/measures/"""
    plan = request.public.read_content(year_be, Page.MEASURES)
    context = page_context(request, year_be, Page.MEASURES) | {
        "year_be": year_be,
        "publication": request.public.pages.publication(year_be, Page.MEASURES),
        "links": request.public.pages.year(year_be),
        **plan_context(plan),
        "order": WEAKEST if request.GET.get("order") == WEAKEST else OFFICIAL,
    }
    if context["order"] == WEAKEST:
        context["groups"] = weakest_first(context["groups"])
    return TemplateResponse(request, "measures/plan_detail.html", context)


@require_safe
@public_page(Page.MEASURES, data=True)
def plan_data(request, year_be):
    """The measures as data: GET /ita/2564/measures.json"""
    request.public.read_content(year_be, Page.MEASURES)
    return data_response(request, year_be, Page.MEASURES)


@require_safe
@public_page(Page.MEASURES)
def plan_export(request, year_be, form):
    """The measures as a table, a row for each: GET /ita/2564/measures.csv, measures.xlsx"""
    plan = request.public.read_content(year_be, Page.MEASURES)
    return table_file(request, year_be, Page.MEASURES, form, plan)


@require_safe
@public_page(Page.MEASURES)
def plan_document(request, year_be, form):
    """The measures on paper: GET /ita/2564/measures.pdf, measures.docx"""
    return document_file(request, year_be, Page.MEASURES, form, plan_as_document)
