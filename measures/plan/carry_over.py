"""Carries the unfinished measures of an earlier plan into a new one: a look at it first, then one write."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from assessments.models import Indicator, journal_as
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import normalise
from measures.models import MeasuresPlan, RemediationAction

FINISHED = ("done", "dropped")


@dataclass(frozen=True)
class Candidate:
    """What would become of one measure: the indicator it would stand under (None: there is none), and why."""

    action: RemediationAction
    indicator: Indicator | None
    notice: str = ""


def earlier_plan(plan):
    """The newest plan of the agency before this one, or None."""
    rows = MeasuresPlan.objects.filter(agency=plan.agency_id, year__year_be__lt=plan.year.year_be)
    return rows.select_related("year", "result_year").order_by("-year__year_be").first()


def _plain(name):
    return "".join(normalise(name).split())


def _under(old, by_name, by_number, year_be):
    """(indicator or None, what must be known of it) for a measure that stood under the indicator `old`."""
    same = by_name.get(_plain(old.name))
    if same and same.number == old.number:
        return same, ""
    place = f"ตัวชี้วัดที่ {thai_digits(old.number)} {old.name}"
    if same:
        return same, f"{place} เป็นตัวชี้วัดที่ {thai_digits(same.number)} ในปี {thai_digits(year_be)}"
    renamed = by_number.get(old.number)
    if renamed:
        return renamed, f"{place} ชื่อ {renamed.name} ในปี {thai_digits(year_be)} โปรดตรวจว่าเป็นเรื่องเดียวกัน"
    return None, f"ปี {thai_digits(year_be)} ไม่มี{place} จึงยกมาไม่ได้"


def carry_over_candidates(plan):
    """A Candidate for each unfinished measure of the earlier plan that was not carried yet. Reads only."""
    old_plan = earlier_plan(plan)
    if old_plan is None:
        return []
    indicators = list(plan.result_year.indicators.order_by("number"))
    by_name = {_plain(row.name): row for row in indicators}
    by_number = {row.number: row for row in indicators}
    rows = old_plan.actions.exclude(status__in=FINISHED).exclude(carried_to__plan=plan)
    rows = rows.select_related("indicator", "division").order_by("indicator__number", "order")
    year_be = plan.result_year.year_be
    return [Candidate(action, *_under(action.indicator, by_name, by_number, year_be)) for action in rows]


@transaction.atomic
def carry_over(plan, action_ids, *, by):
    """Carry over the chosen ones of `carry_over_candidates`; returns how many. Other ids are left out.

    Who answers, how and what is monitored come along, and a status that was begun; the days do not: they
    are over. A second run carries nothing twice.
    """
    MeasuresPlan.objects.select_for_update().get(pk=plan.pk)
    chosen = [row for row in carry_over_candidates(plan) if row.indicator and row.action.pk in action_ids]
    highest = plan.actions.order_by().values_list("indicator").annotate(highest=Max("order"))
    order = defaultdict(int, highest)
    rows = []
    for row in chosen:
        order[row.indicator.pk] += 1
        old = row.action
        rows.append(
            RemediationAction(
                plan=plan,
                indicator=row.indicator,
                order=order[row.indicator.pk],
                text=old.text,
                weak_point=old.weak_point,
                division=old.division,
                responsible=old.responsible,
                steps=old.steps,
                monitoring=old.monitoring,
                status=old.status,
                carried_from=old,
            )
        )
    with journal_as(by, "ยกมาจากแผนปีก่อน"):
        RemediationAction.objects.bulk_create(rows)
    return len(rows)
