"""The first screen of the admin site: what an agency's year asks of whoever looks at it.

Reads only, in a number of queries that does not grow with the rows.
"""

from itertools import chain

from django.urls import reverse
from django.utils import timezone

from assessments.dashboard.checklist_figures import checklist_figures
from assessments.dashboard.drafts import drafts, drafts_figure
from assessments.dashboard.figures import days_figure
from assessments.dashboard.scope import scope_of
from assessments.dashboard.sources import sources
from assessments.framework.missing_parts import missing_parts
from assessments.framework.year_rules import rules_of
from assessments.links.origin import origin_fault
from ita_portal.thai.digits import thai_digits


def figures(scope, rules, today):
    """The Figures of the checklist, of every source, of the next date and of the drafts.

    `rules` are the Rules of the scope's year.
    """
    others = chain.from_iterable(source.figures(scope, today) for source in sources())
    calendar = reverse("admin:assessments_fiscalyear_change", args=[scope.year.pk])
    days = days_figure(scope.year.calendar, today, calendar)
    return [*checklist_figures(scope, rules, today), *others, days, drafts_figure(drafts(scope))]


def dashboard_context(request):
    """What the first screen shows; the figures are absent where there is no agency or no year."""
    today = timezone.localdate()
    scope = scope_of(request, today)
    context = {"scope": scope, "today": today}
    if scope.agency is not None:
        context |= {
            "origin_fault": origin_fault(scope.agency),
            "agency_address": reverse("admin:assessments_agency_change", args=[scope.agency.pk]),
        }
    if scope.agency is None or scope.year is None:
        return context
    rules = rules_of(scope.year)
    return context | {
        "figures": figures(scope, rules, today),
        "missing_parts": missing_parts(scope.year, rules),
        "summary_address": reverse("admin:executive_summary") + f"?{scope.query}",
        "calendar_address": reverse("admin:calendar") + f"?{scope.query}",
        "subtitle": f"{scope.agency} ปีงบประมาณ {thai_digits(scope.year.year_be)}",
    }
