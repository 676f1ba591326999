"""What the head of an agency reads beside the figures: trend, best next items, late measures, dates."""

from itertools import chain

from assessments import scoring
from assessments.dashboard.figures import calendar_dates, coming
from assessments.dashboard.sources import sources
from assessments.framework.year_rules import announced_scores, rules_of
from assessments.models import Assessment, ScoreState
from assessments.record.pages import PublishedPages

MOST_OVERDUE, MOST_DATES, MOST_ITEMS, MOST_YEARS = 6, 5, 6, 8


def executive_context(scope, today):
    """What the page for the head shows; every list says how much it leaves out."""
    told = [source.overdue(scope, today, MOST_OVERDUE) for source in sources()]
    overdue = sorted(chain.from_iterable(items for items, _total in told), key=lambda each: each.due_on)
    shown = overdue[:MOST_OVERDUE]
    dates = coming(calendar_dates(scope.year.calendar)[0], today)
    return {
        "trend": PublishedPages(scope.agency).trend()[:MOST_YEARS],
        "route": next_items(scope),
        "overdue": shown,
        "overdue_more": sum(total for _items, total in told) - len(shown),
        "dates": dates[:MOST_DATES],
    }


def next_items(scope):
    """The fewest items to the next target from the newest announced result, or `refusal` in Thai."""
    rows = Assessment.objects.filter(
        agency=scope.agency, year__year_be__lte=scope.year.year_be, total_state=ScoreState.ANNOUNCED
    )
    assessment = rows.select_related("year").order_by("-year__year_be").first()
    if assessment is None:
        return {"refusal": "ยังไม่มีผลการประเมินที่ประกาศให้ตั้งต้น"}
    context = {"year_be": assessment.year.year_be, "assessment": assessment}
    rules, scores = rules_of(assessment.year), announced_scores(assessment)
    try:
        before = scoring.outcome(rules, scores)
        target = next((each for each in scoring.TARGETS if each > before.total), None)
        route = scoring.fewest_items(rules, scores, target) if target else None
    except scoring.ScoringError as refusal:
        return context | {"refusal": str(refusal)}
    if route is None:
        return context | {"refusal": "คะแนนถึงเป้าหมายสูงสุดแล้ว"}
    titles = dict(assessment.year.oit_items.values_list("code", "title"))
    values = {each.code: each for each in scoring.item_values(rules)}
    best = sorted(route.items, key=lambda code: -values[code].exact)
    return context | {
        "before": before.total,
        "target": target,
        "reached": route.reached,
        "total": route.outcome.total,
        "count": len(best),
        "items": [
            {"code": code, "title": titles[code], "points": values[code].points} for code in best[:MOST_ITEMS]
        ],
        "more": max(0, len(best) - MOST_ITEMS),
    }
