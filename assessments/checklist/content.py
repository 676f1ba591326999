"""Desk rows to published content: the result of a year and its OIT checklist. Reads only."""

from collections import defaultdict

from django.db.models import Prefetch
from django.utils import timezone

from assessments import scoring
from assessments.content.canonical_json import date_text, parse_content
from assessments.content.corrections import corrections_of, right_dates
from assessments.framework.year_rules import announced_scores, rules_of
from assessments.models import Assessment, Disclosure, Page, Publication, ScoreState, StoredFile
from assessments.record.paths import document_path, link_path

RESULT_SCHEMA, CHECKLIST_SCHEMA = "result/1", "oit/1"


def agency_content(agency):
    """Who publishes: the same object in every content."""
    return {
        "slug": agency.slug,
        "name": agency.name,
        "kind": agency.kind,
        "kind_name": agency.get_kind_display(),
        "district": agency.district,
        "province": agency.province,
    }


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


def _document_content(version):
    """The file that stands at a document's address; `pages` and `has_text` are None where unknown."""
    file = version.file
    return {
        "version": version.number,
        "name": version.name,
        "kind": file.kind,
        "size": file.size,
        "pages": file.pages,
        "has_text": file.has_text,
        "sha256": file.sha256,
    }


def _link_content(link, year_be, code):
    """One link; what it does not have (note, page, period, document) is left out."""
    address = link_path(year_be, code, link.position)
    version = link.newest_version
    content = {
        "position": link.position,
        "label": link.label,
        "url": "" if link.removed else link.url,
        "address": address,
        "removed": link.removed,
    }
    if link.removed:
        return content
    if version:
        content["url"] = document_path(year_be, code, link.position, version.number)
        content["document"] = _document_content(version)
    if link.note:
        content["note"] = link.note
    if link.page:
        content["page"] = link.page
    if link.period_from:
        content["period"] = {"from": date_text(link.period_from), "to": date_text(link.period_to)}
    return content


def _links_content(disclosure, year_be, code):
    """Every link that leads somewhere or once did; a document without a file is not there yet."""
    return [
        _link_content(link, year_be, code)
        for link in disclosure.links.all()
        if link.removed or link.url or link.versions.all()
    ]


def _item_content(item, year_be, disclosure):
    return {
        "code": item.code,
        "sub_indicator": item.sub_indicator.number if item.sub_indicator else None,
        "group": item.group,
        "title": item.title,
        "requirements": item.requirements,
        "requirements_confidence": item.requirements_confidence,
        "note": item.note,
        "data_period": item.data_period,
        "answer": (disclosure.answer or None) if disclosure else None,
        "explanation": disclosure.explanation if disclosure else "",
        "links": _links_content(disclosure, year_be, item.code) if disclosure else [],
    }


def _dated(row, before, today):
    """Add since when the answer stands and when anything of the row last changed (C.E. dates)."""
    before = before or {"answer": None, "explanation": "", "links": [], "since": None, "changed": None}
    same_answer = row["answer"] == before["answer"]
    same_row = same_answer and all(row[key] == before[key] for key in ("explanation", "links"))
    since = before["since"] if same_answer else today
    return row | {
        "since": since if row["answer"] else None,
        "changed": before["changed"] if same_row else today,
    }


def checklist_content(agency, year, previous, at):
    """The OIT checklist of one agency and year, schema oit/1: every item of the year, answered or not.

    `previous` is the content published before (or None) and `at` the moment of publishing: an item
    carries its `since` and `changed` dates over from `previous` unless it changed. Where earlier records
    dated an item anew although nothing of it had changed, the right date is carried, and `corrections`
    says which dates were wrong.
    """
    disclosures = {
        disclosure.item_id: disclosure
        for disclosure in Disclosure.objects.filter(agency=agency, item__year=year).prefetch_related(
            Prefetch("links__versions__file", StoredFile.objects.defer("text"))
        )
    }
    states = _earlier_states(agency, year.year_be)
    dates = right_dates(states)
    before = {
        row["code"]: row | {"changed": dates.get(row["code"], row["changed"])}
        for row in (previous["items"] if previous else ())
    }
    today = timezone.localdate(at).isoformat()
    groups = defaultdict(dict)
    items = []
    for item in year.oit_items.select_related("sub_indicator__indicator").order_by("number"):
        row = _item_content(item, year.year_be, disclosures.get(item.pk))
        items.append(_dated(row, before.get(item.code), today))
        if item.sub_indicator:
            groups[item.sub_indicator.number] = {
                "number": item.sub_indicator.number,
                "indicator": item.sub_indicator.indicator.number,
                "name": item.sub_indicator.name,
            }
    content = {
        "schema": CHECKLIST_SCHEMA,
        "agency": agency_content(agency),
        "fiscal_year": year.year_be,
        "sub_indicators": list(groups.values()),
        "items": items,
    }
    if eit_url := eit_link_of(agency, year):
        content["eit_url"] = eit_url
    if corrections := corrections_of(states, previous):
        content["corrections"] = corrections
    return content


def _earlier_states(agency, year_be):
    """[(number, content)] of the checklist's records that still have one, oldest first."""
    rows = Publication.objects.filter(agency=agency, year_be=year_be, page=Page.OIT, withdrawn_at=None)
    rows = rows.order_by("number").values_list("number", "content")
    return [(number, parse_content(text)) for number, text in rows]


def eit_link_of(agency, year):
    """The link of the year's EIT survey, "" when none was entered: the content then has no such key."""
    return Assessment.objects.filter(agency=agency, year=year).values_list("eit_url", flat=True).first() or ""


def assessment_of(agency, year):
    """The agency's assessment of a year with its scores, or None."""
    return Assessment.objects.filter(agency=agency, year=year).prefetch_related("scores").first()
