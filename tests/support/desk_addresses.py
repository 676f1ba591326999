"""Which row and which arguments each screen of the desk is opened with."""

import re

from django.urls import reverse


def address_of(name, row):
    """The address of a step for `row` (a row, or an id that nobody has)."""
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
    """The "app.model" whose row a step is opened with."""
    label = re.sub(r"^(assessments|measures|auth)_([a-z]+)_.*$", r"\1.\2", name)
    if name in ("measures_measuresplan_source", "measures_measuresplan_original"):
        label = "measures.sourcedocument"
    return label
