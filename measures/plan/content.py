"""Desk rows to published content: the measures of a year. Reads only."""

from assessments.content.canonical_json import date_text
from assessments.record.publishable import agency_content
from assessments.result.content import announced_content, assessment_of, indicators_content

PLAN_SCHEMA = "measures/1"
DRAFT, FINAL = "draft", "final"


def _action_content(action):
    """One measure; a division and the reason of a dropped one stand there only when there is one."""
    known = {}
    if action.division:
        known["division"] = action.division.name
    if action.status == "dropped" and action.dropped_reason:
        known["dropped_reason"] = action.dropped_reason
    return known | {
        "indicator": action.indicator.number,
        "order": action.order,
        "text": action.text,
        "weak_point": action.weak_point or None,
        "responsible": action.responsible or None,
        "steps": action.steps or None,
        "start_on": date_text(action.start_on),
        "due_on": date_text(action.due_on),
        "monitoring": action.monitoring or None,
        "status": action.status or None,
    }


def _edition_content(plan, previous, edition):
    """Draft or final, once somebody has said which: now, or when the page was last published."""
    if plan.is_final:
        reason = {"incomplete_reason": plan.incomplete_reason} if plan.incomplete_reason else {}
        return {"edition": FINAL} | reason
    return {"edition": DRAFT} if edition or (previous and "edition" in previous) else {}


def plan_content(plan, previous=None, edition=""):
    """The measures page of one agency and year, schema measures/1. What is not known is null.

    `previous` is the content published before (or None), `edition` what the approver says of this one.
    """
    assessment = assessment_of(plan.agency, plan.result_year)
    analyses = {analysis.instrument_id: analysis.text for analysis in plan.analyses.all()}
    actions = plan.actions.select_related("indicator", "division").order_by("indicator__number", "order")
    return {
        "schema": PLAN_SCHEMA,
        "agency": agency_content(plan.agency),
        "fiscal_year": plan.year.year_be,
        "result_year": plan.result_year.year_be,
        "title": plan.title,
        **_edition_content(plan, previous, edition),
        "introduction": plan.introduction,
        "announced": announced_content(assessment),
        "instruments": [
            {
                "code": instrument.code,
                "name": instrument.name,
                "analysis": analyses.get(instrument.pk, ""),
            }
            for instrument in plan.result_year.instruments.order_by("position")
        ],
        "indicators": indicators_content(plan.result_year, assessment),
        "actions": [_action_content(action) for action in actions],
    }
