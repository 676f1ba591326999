"""What measures add to the dashboard: figures, overdue measures, due days and lines of the digest."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from assessments.dashboard.digest import days_ahead
from assessments.dashboard.figures import Figure, not_applicable, unknown
from assessments.dashboard.sources import CalendarEvent, DigestItem, OverdueItem
from ita_portal.thai.dates import BUDDHIST_ERA_OFFSET, thai_date
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped
from measures.models import MeasuresPlan, RemediationAction
from measures.plan import worklists

LABELS = {"incomplete": "มาตรการที่ไม่มีส่วนงานหรือกำหนดเสร็จ", "progress_due": "มาตรการที่ควรรายงานความก้าวหน้า"}
PARTS = {
    "incomplete": [("no_division", "ไม่มีส่วนงาน"), ("no_due", "ไม่มีกำหนดเสร็จ")],
    "progress_due": [("late", "เลยกำหนดแล้ว")],
}


class MeasuresSource:
    """The DashboardSource of an agency's measures."""

    def figures(self, scope, today):
        """Measures without division or date, and measures to tell of."""
        counts = worklists.with_last_told(_actions(scope)).aggregate(
            total=Count("pk"),
            incomplete=Count("pk", filter=worklists.INCOMPLETE),
            no_division=Count("pk", filter=worklists.WITHOUT_DIVISION),
            no_due=Count("pk", filter=worklists.WITHOUT_DUE),
            progress_due=Count("pk", filter=worklists.progress_due(today)),
            late=Count("pk", filter=worklists.late(today)),
        )
        planned = MeasuresPlan.objects.filter(agency=scope.agency, year=scope.year).exists()
        if not counts["total"] and not planned:
            return [unknown(key, label, "ยังไม่มีแผนมาตรการของปีนี้") for key, label in LABELS.items()]
        if not counts["total"]:
            why = "แผนมาตรการของปีนี้ยังไม่มีมาตรการ" if scope.divisions is None else "ไม่มีมาตรการของส่วนงานท่าน"
            return [not_applicable(key, label, why) for key, label in LABELS.items()]
        return [_figure(scope, key, label, counts) for key, label in LABELS.items()]

    def overdue(self, scope, today, most):
        """Measures whose due day has passed; two queries."""
        rows = _actions(scope).filter(worklists.late(today))
        first = rows.select_related("division").order_by("due_on", "pk")[:most]
        items = [OverdueItem(each.text, _division(each), each.due_on) for each in first]
        return items, rows.count()

    def events(self, scope):
        """The due days of open measures; one query."""
        rows = _actions(scope).filter(worklists.OPEN, due_on__isnull=False)
        return [
            CalendarEvent(
                f"measure-{scope.agency.slug}-{action.pk}",
                action.due_on,
                f"ครบกำหนดมาตรการ: {clipped(action.text)}",
                f"{action.text}\nส่วนงาน: {_division(action) or 'ยังไม่กำหนดส่วนงาน'}"
                f"\nกำหนดแล้วเสร็จ {thai_date(action.due_on)}",
                _path(action),
            )
            for action in rows.select_related("division").order_by("due_on", "pk")
        ]

    def digest_items(self, years, day):
        """Measures of the agencies' current years that are due or about to be silent; one query."""
        wanted = Q(plan__year__in={year.pk for year in years.values() if year}, plan__agency__in=years)
        rows = RemediationAction.objects.filter(worklists.OPEN, wanted)
        rows = worklists.with_last_told(rows).select_related("plan__year").order_by("due_on", "pk")
        return [
            (action.plan.agency_id, DigestItem(sentence, _path(action), action.division_id))
            for action in rows
            if years[action.plan.agency_id] == action.plan.year
            for sentence in _sentences(action, day)
        ]


def _actions(scope):
    return worklists.actions(scope.agency.pk, scope.year.pk, scope.divisions)


def _division(action):
    return action.division.name if action.division else ""


def _path(action):
    return reverse("admin:measures_remediationaction_change", args=[action.pk])


def _figure(scope, key, label, counts):
    links = [
        (f"{words} {thai_digits(counts[part])} มาตรการ", scope.list_address(RemediationAction, standing=part))
        for part, words in PARTS[key]
        if counts[part]
    ]
    return Figure(
        key,
        label,
        counts[key],
        "มาตรการ",
        of=counts["total"],
        address=scope.list_address(RemediationAction, standing=key),
        links=tuple(links),
        urgent=key == "progress_due" and counts["late"] > 0,
    )


def _sentences(action, day):
    if action.due_on and (when := days_ahead(action.due_on, day)):
        yield f"มาตรการครบกำหนด{when}: {clipped(action.text, 100)}"
    told = action.last_told or _first_day(action.plan.year.year_be)
    if when := days_ahead(told + worklists.SILENT + timedelta(days=1), day):
        yield f"ควรรายงานความก้าวหน้าภายใน{when}: {clipped(action.text, 100)}"


def _first_day(year_be):
    return date(year_be - BUDDHIST_ERA_OFFSET - 1, 10, 1)
