"""The addresses of a walk: every screen of the desk and every public address, for the rows of one agency."""

from django.apps import apps
from django.urls import get_resolver, reverse

from tests.support.desk_addresses import address_of, label_of
from tests.support.public_addresses import addresses, template
from tests.support.role_table import STEPS, TABLE, WITHOUT_ROW

ANSWERS = {200, 301, 302, 303, 403, 404, 405, 410}  # what a page of ours may answer
FIRST_SCREENS = ("index", "executive_summary", "calendar")
OF_A_YEAR = (
    "assessments.fiscalyear",
    "assessments.assessment",
    "assessments.checklist",
    "assessments.disclosure",
    "measures.measuresplan",
    "measures.planprogress",
)
PAST = ("/versions/", "/history/", "/differences/", "/timemap/", "/feed")
FILES = (".pdf", ".docx", ".xlsx", ".zip", ".csv", ".svg", ".html")


def first_screens(agency, *years):
    """The screens of the dashboard, as they open and for each year (B.E.)."""
    for name in FIRST_SCREENS:
        yield reverse(f"admin:{name}")
        for year_be in years:
            yield reverse(f"admin:{name}", query={"agency": agency.pk, "year": year_be})


def forms_and_steps(rows):
    """The change form of each row that belongs to a year, and every screen beside Django's own."""
    for label in OF_A_YEAR:
        if rows.get(label):
            yield address_of(f"{label.replace('.', '_')}_change", rows[label])
    yield from (address_of(name, rows[label_of(name)]) for name in STEPS if rows.get(label_of(name)))


def standard_screens(rows, year_be):
    """Django's screens of every model: lists (narrowed to the year too), forms, history, deletion, revert."""
    yield from (reverse(f"admin:{name}") for name in WITHOUT_ROW)
    for label, row in ((label, rows.get(label)) for label in TABLE):
        model, prefix = apps.get_model(label), label.replace(".", "_")
        listed = reverse(f"admin:{prefix}_changelist")
        yield from (listed, f"{listed}?agency={rows['assessments.agency'].pk}&for_year={year_be}")
        yield reverse(f"admin:{prefix}_add")
        if row:
            yield from (address_of(f"{prefix}_{step}", row) for step in ("change", "history", "delete"))
        if row and hasattr(model, "history") and not model._meta.proxy and row.history.exists():
            yield address_of(f"{prefix}_revert", row)


def live_pages(*years):
    """The public pages and JSON of these years (B.E.) as they stand now."""
    for path in public_addresses(*years):
        now = not path.endswith(FILES) and not any(part in path for part in PAST)
        if now and any(f"/{year_be}/" in path for year_be in years):
            yield path


def public_addresses(*years):
    """Every public address of these years (B.E.)."""
    places = {
        "item": "o1",
        "position": 1,
        "edition": 1,
        "version": 1,
        "number": 1,
        "name": "oit-1",
        "form": "json",
    }
    places |= {"first": 1, "second": 1, "old": 1, "new": 1, "reference": "k7qf-2m9x-4hjb-w3tz"}
    for pattern in addresses(get_resolver()):
        if not pattern.startswith("ita/admin/"):
            yield from {template(pattern).format(year_be=year_be, **places) for year_be in years}


def faults(client, paths, method="get"):
    """[what went wrong where]: a screen that fell over, or a status that no page of ours has."""
    client.raise_request_exception = False
    answers = {path: getattr(client, method)(path).status_code for path in paths}
    return [f"{method} {path}: {status}" for path, status in answers.items() if status not in ANSWERS]
