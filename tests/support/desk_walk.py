"""A walk over the desk and the public site: which row and arguments each screen takes, and who falls over."""

import re

from django.apps import apps
from django.contrib import admin
from django.urls import get_resolver, reverse

from tests.support.public_addresses import REFERENCE, addresses, template
from tests.support.role_table import STEPS, TABLE, WITHOUT_ROW

ANSWERS = {200, 301, 302, 303, 403, 404, 405, 410}  # what a page of ours may answer
FIRST_SCREENS = ("index", "executive_summary", "calendar")
PLACES = {
    "item": "o1",
    "position": 1,
    "edition": 1,
    "version": 1,
    "number": 1,
    "name": "oit-1",
    "form": "json",
    "first": 1,
    "second": 1,
    "old": 1,
    "new": 1,
    "reference": REFERENCE,
}


def address_of(name, row):
    """The address of a screen for `row` (a row, or an id that nobody has)."""
    given = {"args": [getattr(row, "pk", row)]}
    if name == "assessments_disclosure_document":
        paper = row.links.filter(kind="document").first() if hasattr(row, "pk") else None
        given = {"args": [getattr(row, "pk", row), paper.versions.get().pk if paper else 1]}
    elif name == "measures_progressentry_file":
        evidence = row.evidence.first() if hasattr(row, "pk") else None
        given["args"].append(evidence.pk if evidence else 1)
    elif name == "assessments_checklist_sheet_file":
        given["args"].append("csv")
    elif name.endswith("_revert"):
        given["args"].append(row.history.latest().history_id if hasattr(row, "pk") else 1)
    return reverse(f"admin:{name}", **given)


def label_of(name):
    """The "app.model" whose row a screen beside Django's own is opened with."""
    if name in ("measures_measuresplan_source", "measures_measuresplan_original"):
        return "measures.sourcedocument"
    return re.sub(r"^(assessments|measures|auth)_([a-z]+)_.*$", r"\1.\2", name)


def first_screens(agency, *years):
    """The screens of the dashboard, as they open and for each year (B.E.)."""
    for name in FIRST_SCREENS:
        yield reverse(f"admin:{name}")
        yield from (
            reverse(f"admin:{name}", query={"agency": agency.pk, "year": year_be}) for year_be in years
        )


def steps(rows, ends=""):
    """Every screen beside Django's own that has a row ({"app.model": row}) and whose name ends so."""
    for name in STEPS:
        if name.endswith(ends) and rows.get(label_of(name)):
            yield address_of(name, rows[label_of(name)])


def standard_screens(rows, year_be):
    """Django's screens of every model: lists narrowed to the year, forms, history, deletion, revert."""
    yield from (reverse(f"admin:{name}") for name in WITHOUT_ROW)
    for label, row in ((label, rows.get(label)) for label in TABLE):
        model, prefix = apps.get_model(label), label.replace(".", "_")
        offered = {getattr(each, "parameter_name", each) for each in admin.site._registry[model].list_filter}
        asked = {"agency": rows["assessments.agency"].pk, "for_year": year_be}
        narrowed = {name: value for name, value in asked.items() if name in offered}
        yield reverse(f"admin:{prefix}_changelist", query=narrowed)
        yield reverse(f"admin:{prefix}_add")
        if row:
            yield from (address_of(f"{prefix}_{step}", row) for step in ("change", "history", "delete"))
        if row and hasattr(model, "history") and not model._meta.proxy and row.history.exists():
            yield address_of(f"{prefix}_revert", row)


def public_addresses(result_year, plan_year):
    """Every public address, those of measures and progress with the year (B.E.) that has the plan."""
    for pattern in addresses(get_resolver()):
        if not pattern.startswith("ita/admin/"):
            planned = any(part in pattern for part in ("/measures", "/progress", "/evidence"))
            yield template(pattern).format(year_be=plan_year if planned else result_year, **PLACES)


def faults(client, paths, method="get"):
    """[what went wrong where]: a screen that fell over, or a status that no page of ours has."""
    client.raise_request_exception = False
    answers = {path: getattr(client, method)(path).status_code for path in paths}
    return [f"{method} {path}: {status}" for path, status in answers.items() if status not in ANSWERS]
