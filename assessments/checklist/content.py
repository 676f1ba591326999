"""Desk rows to published content: the OIT checklist of a year. Reads only."""

from collections import defaultdict

from django.db.models import Prefetch
from django.utils import timezone

from assessments.content.canonical_json import date_text, parse_content
from assessments.content.corrections import corrections_of, right_dates
from assessments.models import Assessment, Disclosure, Page, Publication, StoredFile
from assessments.record.paths import document_path, link_path
from assessments.record.publishable import agency_content

CHECKLIST_SCHEMA = "oit/1"


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
