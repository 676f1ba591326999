"""Draft and final editions of a plan: what a final one must have."""

from assessments.record.publish import PublishingRefused
from ita_portal.thai.digits import thai_digits
from measures.plan.completeness import lacking


def incomplete_actions(plan):
    """(action, the Thai names of what it lacks) of every measure that keeps the plan from being final."""
    rows = plan.actions.select_related("indicator").order_by("indicator__number", "order")
    return [(action, names) for action in rows if (names := lacking(action))]


def place_of(action):
    """How a measure is called on the desk: มาตรการ ๑๐.๒"""
    return f"มาตรการ {thai_digits(action.indicator.number)}.{thai_digits(action.order)}"


def refuse_incomplete(plan):
    """PublishingRefused for a plan whose measures lack something, unless it says why."""
    incomplete = incomplete_actions(plan)
    if incomplete and not plan.incomplete_reason:
        places = ", ".join(f"{place_of(action)} ({' '.join(names)})" for action, names in incomplete)
        raise PublishingRefused(
            f"เผยแพร่เป็นฉบับสมบูรณ์ไม่ได้ มี {thai_digits(len(incomplete))} มาตรการที่ยังไม่ครบ: {places}"
            " เติมให้ครบ เผยแพร่เป็นฉบับร่าง หรือเขียนเหตุที่เผยแพร่ทั้งที่ยังไม่ครบ"
        )
