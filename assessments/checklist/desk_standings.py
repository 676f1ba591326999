"""How every OIT item of an agency's year stands on the desk, read in six queries."""

from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.utils import timezone

from assessments.checklist import worklists
from assessments.checklist.carried import unconfirmed
from assessments.checklist.item_standing import LinkCounts, item_standing
from assessments.framework.data_periods import due
from assessments.links.status import GOOD
from assessments.links.url import is_checkable, url_fingerprint
from assessments.models import (
    DisclosureLink,
    DocumentVersion,
    FiscalYear,
    LinkState,
    LinkTarget,
    ShownRequirement,
)


def checklist_standings(agency_id, year, today, divisions=None):
    """{code: ItemStanding} of a FiscalYear's items in their order; with `divisions` (ids) of theirs only."""
    answers = {
        row["item"]: row
        for row in worklists.answers(agency_id, year.pk).values(
            "item", "answer", "explanation", "verdict__verdict"
        )
    }
    of_agency = {"disclosure__agency": agency_id, "disclosure__item__year": year.pk}
    links, ticked = _links(agency_id, of_agency), defaultdict(set)
    for item_id, line in ShownRequirement.objects.filter(**of_agency).values_list(
        "disclosure__item", "requirement"
    ):
        ticked[item_id].add(line)
    carried = set(unconfirmed(agency_id, year.pk).values_list("item", flat=True))
    found = {}
    for item in worklists.items(agency_id, year.pk, divisions).order_by("number"):
        told, mine = answers.get(item.pk, {}), links[item.pk]
        answer = told.get("answer", "")
        declared = [period for _counted, period in mine if period]
        found[item.code] = item_standing(
            answer,
            _counts([counted for counted, _period in mine]),
            due(item, year, declared, today, links=len(mine), answer=answer),
            explained=bool(told.get("explanation", "").strip()),
            carried=item.pk in carried,
            verdict=told.get("verdict__verdict") or "",
            unticked=sum(1 for line in item.requirements if line not in ticked[item.pk]),
        )
    return found


def items_of_kind(kind):
    """A worklist: of some OITItems those whose standing is of that kind."""

    def rows_of(rows, agency_id, year_id, divisions=None):
        year = FiscalYear.objects.get(pk=year_id)
        standings = checklist_standings(agency_id, year, timezone.localdate(), divisions)
        codes = [code for code, standing in standings.items() if standing.kind == kind]
        return rows.filter(year=year_id, code__in=codes)

    return rows_of


def _links(agency_id, of_agency):
    """{item id: [(state as LinkCounts has it, declared period or None)]} of what stands behind items."""
    has_version = Exists(DocumentVersion.objects.filter(link=OuterRef("pk")))
    rows = list(
        DisclosureLink.objects.filter(removed=False, **of_agency)
        .annotate(has_version=has_version)
        .values_list("disclosure__item", "url", "has_version", "period_from", "period_to")
    )
    wanted = {url_fingerprint(url) for _item, url, *_rest in rows if is_checkable(url)}
    targets = {
        row.url_sha256: row
        for row in LinkTarget.objects.filter(agency=agency_id, url_sha256__in=wanted).only(
            "url_sha256", "state", "broken", "confirmed_at"
        )
    }
    found = defaultdict(list)
    for item_id, url, has_file, first, last in rows:
        if url or has_file:
            target = targets.get(url_fingerprint(url)) if is_checkable(url) else None
            state = _state(target) if is_checkable(url) else "opens"
            found[item_id].append((state, (first, last) if first else None))
    return found


def _state(target):
    """opens, broken, unchecked or look, as LinkCounts counts them."""
    if target is None or target.state == LinkState.UNCHECKED:
        return "unchecked"
    if target.confirmed_at or target.state in GOOD:
        return "opens"
    return "broken" if target.broken else "look"


def _counts(states):
    counted = {name: states.count(name) for name in ("opens", "broken", "unchecked")}
    return LinkCounts(total=len(states), **counted)
