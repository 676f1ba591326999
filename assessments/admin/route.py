"""The route to a higher total, for staff: a page whose address holds everything that was supposed."""

from assessments import scoring
from assessments.framework.missing_parts import missing_parts
from assessments.framework.year_rules import announced_scores, rules_of
from assessments.models import Disclosure

START_ANNOUNCED, START_CHECKLIST = "announced", "checklist"


def route_context(assessment, query):
    """What the route page shows for `?accept=O42&accept=O43&start=announced`; `refusal` when it cannot.

    Nothing is stored: the address is the supposition.
    """
    rules = rules_of(assessment.year)
    scores = announced_scores(assessment)
    start = START_CHECKLIST if query.get("start") == START_CHECKLIST else START_ANNOUNCED
    held = _held(assessment) if start == START_CHECKLIST else None
    accept = [code for chosen in query.getlist("accept") for code in chosen.upper().split(",") if code]
    context = {"start": start, "accept": accept, "assessment": assessment}
    try:
        before = scoring.outcome(rules, scores, (), held)
        after = scoring.outcome(rules, scores, accept, held)
        routes = [scoring.fewest_items(rules, scores, target, (), held) for target in scoring.TARGETS]
    except scoring.ScoringError as refusal:
        return context | {"refusal": str(refusal), "missing_parts": missing_parts(assessment.year, rules)}
    titles = dict(assessment.year.oit_items.values_list("code", "title"))
    return context | {
        "before": _shown(before),
        "after": _shown(after),
        "routes": [_route(route) for route in routes if route.target > before.total],
        "values": [
            {
                "code": value.code,
                "title": titles[value.code],
                "sub_indicator": value.sub_indicator,
                "points": value.points,
                "held": held is not None and value.code in held,
                "chosen": value.code in after.supposed,
            }
            for value in scoring.item_values(rules)
        ],
    }


def _held(assessment):
    """Codes answered “มี” on the desk: the supposition that each of them would be accepted."""
    answered = Disclosure.objects.filter(
        agency=assessment.agency, item__year=assessment.year, answer=Disclosure.Answer.YES
    )
    return list(answered.values_list("item__code", flat=True))


def _shown(outcome):
    return {
        "total": outcome.total,
        "level": outcome.level,
        "instruments": outcome.computed.instruments,
        "indicators": outcome.indicators,
        "supposed": outcome.supposed,
        "statement": outcome.statement,
    }


def _route(route):
    return {
        "target": route.target,
        "reached": route.reached,
        "items": route.items,
        "picks": route.picks,
        "outcome": _shown(route.outcome),
        "needs": route.needs,
        "needed_alike": route.needed_alike,
        "address": "?" + "&".join(f"accept={code}" for code in route.items),
    }
