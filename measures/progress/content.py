"""Desk rows to published content: what became of each measure of a year. Reads only."""

from django.db.models import Prefetch
from django.utils import timezone

from assessments.content.canonical_json import date_text
from assessments.models import StoredFile
from assessments.record.paths import evidence_path
from assessments.record.publishable import agency_content
from measures.progress.action_status import months_of, periods, standing

PROGRESS_SCHEMA = "progress/1"


def _evidence_content(evidence, year_be):
    """An address, or a file with what is needed to know it again."""
    content = {
        "number": evidence.number,
        "label": evidence.label,
        "address": evidence_path(year_be, evidence.number),
        "url": evidence.url or None,
        "document": None,
    }
    if evidence.file_id:
        file = evidence.file
        document = {"name": evidence.file_name, "kind": file.kind, "size": file.size, "sha256": file.sha256}
        content["document"] = document
    return content


def _entry_content(entry, year_be):
    return {
        "id": entry.pk,
        "date": date_text(entry.happened_on),
        "months": months_of(entry.happened_on, year_be),
        "text": entry.text,
        "evidence": [_evidence_content(each, year_be) for each in entry.evidence.all()],
    }


def _action_content(action, year_be, on):
    entries = [_entry_content(entry, year_be) for entry in action.progress.all()]
    return {
        "indicator": action.indicator.number,
        "order": action.order,
        "text": action.text,
        "division": action.division.name if action.division else None,
        "responsible": action.responsible or None,
        "start_on": date_text(action.start_on),
        "due_on": date_text(action.due_on),
        "status": action.status or None,
        "standing": standing(status=action.status, due_on=action.due_on, entries=entries, on=on),
        "dropped_reason": action.dropped_reason or None if action.status == "dropped" else None,
        "entries": entries,
    }


def actions_with_progress(plan):
    """The actions of a plan with all that is told of them, in the order of the page; five queries."""
    rows = plan.actions.select_related("indicator", "division").order_by("indicator__number", "order")
    files = Prefetch("progress__evidence__file", StoredFile.objects.defer("text"))
    return rows.prefetch_related("progress__evidence", files)


def progress_content(plan, on):
    """The progress page of one agency and year as judged on the day `on`, schema progress/1."""
    year_be = plan.year.year_be
    return {
        "schema": PROGRESS_SCHEMA,
        "agency": agency_content(plan.agency),
        "fiscal_year": year_be,
        "result_year": plan.result_year.year_be,
        "title": plan.title,
        "judged_on": date_text(on),
        "periods": [
            {"months": period.months, "from": date_text(period.first), "to": date_text(period.last)}
            for period in periods(year_be)
        ],
        "indicators": [
            {"number": row.number, "instrument": row.instrument.code, "name": row.name}
            for row in plan.result_year.indicators.select_related("instrument").order_by("number")
        ],
        "actions": [_action_content(action, year_be, on) for action in actions_with_progress(plan)],
    }


def progress_builder(plan):
    """What `publishing.draft` and `publish` build the progress page of an agency's year with.

    A day on which nothing else changed is no new content: the day of the last record stays.
    """

    def build(previous, at):
        content = progress_content(plan, timezone.localdate(at))
        if previous and previous.get("schema") == PROGRESS_SCHEMA:
            if content | {"judged_on": previous["judged_on"]} == previous:
                return previous
        return content

    return build
