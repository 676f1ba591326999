"""Draft and final editions of a plan: what a final one must have, and publishing either."""

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.models import Page, journal_as
from assessments.record.publish import PublishingRefused, publish
from ita_portal.thai.digits import thai_digits
from measures.plan.completeness import lacking
from measures.plan.content import DRAFT, FINAL, plan_content

__all__ = ["CHOSEN", "DRAFT", "FINAL", "incomplete_actions", "place_of", "plan_builder", "publish_plan"]

CHOSEN = "เลือกฉบับร่างหรือฉบับสมบูรณ์เมื่อเผยแพร่"  # the reason in the journal; no edit of the page's own


def incomplete_actions(plan):
    """(action, the Thai names of what it lacks) of every measure that keeps the plan from being final."""
    rows = plan.actions.select_related("indicator").order_by("indicator__number", "order")
    return [(action, names) for action in rows if (names := lacking(action))]


def place_of(action):
    """How a measure is called on the desk: มาตรการ ๑๐.๒"""
    return f"มาตรการ {thai_digits(action.indicator.number)}.{thai_digits(action.order)}"


def _refuse_incomplete(plan):
    incomplete = incomplete_actions(plan)
    if incomplete and not plan.incomplete_reason:
        places = ", ".join(f"{place_of(action)} ({' '.join(names)})" for action, names in incomplete)
        raise PublishingRefused(
            f"เผยแพร่เป็นฉบับสมบูรณ์ไม่ได้ มี {thai_digits(len(incomplete))} มาตรการที่ยังไม่ครบ: {places}"
            " เติมให้ครบ เผยแพร่เป็นฉบับร่าง หรือเขียนเหตุที่เผยแพร่ทั้งที่ยังไม่ครบ"
        )


def plan_builder(plan, edition=""):
    """What `publishing.draft` and `publish` build the measures page of an agency's year with."""
    return lambda previous, at: plan_content(plan, previous, edition)


@transaction.atomic
def publish_plan(plan, *, edition="", incomplete_reason="", **signature):
    """`publishing.publish` for the measures page of an agency's year, as DRAFT, FINAL or ("") as it is.

    PublishingRefused for a final edition whose measures lack something, unless `incomplete_reason` says
    why; a refusal leaves the plan as it was.
    """
    before = plan.is_final, plan.incomplete_reason
    if edition:
        plan.is_final = edition == FINAL
        needed = plan.is_final and incomplete_actions(plan)
        plan.incomplete_reason = " ".join(incomplete_reason.split()) if needed else ""
    try:
        if plan.is_final:
            _refuse_incomplete(plan)
        if (plan.is_final, plan.incomplete_reason) != before:
            plan.clean()
            with journal_as(signature["by"], CHOSEN):
                plan.save(update_fields=["is_final", "incomplete_reason"])
        build = plan_builder(plan, edition)
        return publish(plan.agency, plan.year.year_be, Page.MEASURES, build, **signature)
    except ValidationError as error:
        plan.is_final, plan.incomplete_reason = before
        raise PublishingRefused(" ".join(error.messages)) from error
    except PublishingRefused:
        plan.is_final, plan.incomplete_reason = before
        raise
