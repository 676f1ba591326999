"""Desk rows to published content: the result of a year. Reads only.

The measures page tells of the same result, so it takes its parts from here.
"""

from assessments import scoring
from assessments.content.canonical_json import date_text
from assessments.framework.year_rules import announced_scores, rules_of
from assessments.models import Assessment, ScoreState
from assessments.record.publishable import agency_content

RESULT_SCHEMA = "result/1"


def announced_content(assessment):
    """What was officially announced for a year; `assessment` may be None (nothing entered)."""
    if assessment is None:
        return {
            "state": str(ScoreState.MISSING),
            "total": None,
            "level": "",
            "announced_on": None,
            "source": None,
        }
    label, url = assessment.source_label, assessment.source_url
    return {
        "state": assessment.total_state,
        "total": assessment.announced_total,
        "level": assessment.announced_level,
        "announced_on": date_text(assessment.announced_on),
        "source": {"label": label, "url": url} if label or url else None,
    }


def indicators_content(year, assessment):
    """Every indicator of the year with its score; one that nobody entered is `missing`, never zero."""
    scores = {score.indicator_id: score for score in assessment.scores.all()} if assessment else {}
    rows = []
    for indicator in year.indicators.select_related("instrument").order_by("number"):
        score = scores.get(indicator.pk)
        rows.append(
            {
                "number": indicator.number,
                "instrument": indicator.instrument.code,
                "name": indicator.name,
                "score": score.value if score else None,
                "score_state": score.state if score else str(ScoreState.MISSING),
            }
        )
    return rows


def scale_content(year):
    """The year's rating scale, highest level first."""
    return {
        "scheme": year.rating_scheme,
        "bands": [
            {
                "label": band.label,
                "name": band.name,
                "min": band.min_score,
                "max": band.max_score,
                "condition": band.condition,
                "meaning": band.meaning,
            }
            for band in year.rating_bands.order_by("precedence")
        ],
    }


def computed_content(rules, assessment):
    """What our own rules make of the announced scores: beside the announced figures, never in their place.

    Points are points of the total; `differences` are Thai sentences for whatever does not fit.
    """
    scores = announced_scores(assessment)
    computed = scoring.compute(rules, scores)
    level = scoring.level_of(rules, computed)
    findings = scoring.cross_checks(rules, scores, assessment.announced_total, assessment.announced_level)
    return {
        "parts": computed.parts,
        "means": {result.code: result.mean_shown for result in computed.instruments},
        "lost": {result.code: result.lost for result in computed.instruments},
        "total": computed.total,
        "level": level.label if level else None,
        "level_reason": level.reason if level else None,
        "indicator_losses": {
            str(loss.number): loss.lost for result in computed.instruments for loss in result.losses
        },
        "differences": [
            finding.message for finding in findings if finding.code in ("total_differs", "level_differs")
        ],
    }


def list_content(year, rules):
    """The OIT list a year's score rests on, so that years can be compared: item count and borders."""
    return {
        "items": year.oit_item_count,
        "borders": {sub.number: len(sub.items) for sub in rules.sub_indicators}
        if rules.items_have_values
        else None,
    }


def result_content(assessment):
    """The result page of one agency and year, schema result/1."""
    year = assessment.year
    rules = rules_of(year)
    return {
        "schema": RESULT_SCHEMA,
        "agency": agency_content(assessment.agency),
        "fiscal_year": year.year_be,
        "announced": announced_content(assessment),
        "scale": scale_content(year),
        "instruments": [
            {"code": instrument.code, "name": instrument.name, "weight": instrument.weight}
            for instrument in year.instruments.order_by("position")
        ],
        "indicators": indicators_content(year, assessment),
        "computed": computed_content(rules, assessment),
        "oit_list": list_content(year, rules),
        "pass_mark": year.pass_mark,
    }


def assessment_of(agency, year):
    """The agency's assessment of a year with its scores, or None."""
    return Assessment.objects.filter(agency=agency, year=year).prefetch_related("scores").first()
