"""Starting a fiscal year from an earlier one: what is known of each item is carried over by concept."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from assessments.framework.concepts import (
    DROPPED,
    KEPT,
    MERGED,
    NEW,
    RENUMBERED,
    SPLIT,
    item_changes,
    load_concepts,
)
from assessments.models import Assessment, Disclosure, DisclosureLink, FiscalYear

CHANGE_KINDS = {
    KEPT: "คงเดิม",
    RENUMBERED: "เปลี่ยนเลขข้อ",
    MERGED: "รวมข้อ",
    SPLIT: "แยกข้อ",
    NEW: "ข้อใหม่",
    DROPPED: "ยกเลิก",
}


@dataclass(frozen=True)
class CarriedItem:
    """What becomes of an item: a concepts.Change, its old and new items, the disclosures it is carried from.

    `open` are the new items that have no disclosure yet; the others are left alone.
    """

    change: object
    old: tuple
    new: tuple
    open: tuple
    sources: tuple

    @property
    def links(self):
        """How many links the old disclosures have to carry."""
        return sum(len(_live_links(source)) for source in self.sources)

    @property
    def explained(self):
        """True when there is an explanation or a division to carry."""
        return any(source.explanation or source.division for source in self.sources)

    @property
    def already(self):
        """True when every new item has a disclosure, so that nothing is carried."""
        return bool(self.new) and not self.open


def plan_year(agency, old_year, new_year):
    """What `start_year` would do for an agency, as CarriedItems in the order of the new year. Reads only."""
    old_items = {item.code: item for item in old_year.oit_items.order_by("number")}
    new_items = {item.code: item for item in new_year.oit_items.order_by("number")}
    disclosures = _disclosures(agency, old_year)
    answered = set(
        Disclosure.objects.filter(agency=agency, item__year=new_year).values_list("item__code", flat=True)
    )
    changes = item_changes(
        old_year.year_be,
        [(item.code, item.concept) for item in old_items.values()],
        new_year.year_be,
        [(item.code, item.concept) for item in new_items.values()],
        load_concepts(),
    )
    return [
        CarriedItem(
            change=change,
            old=tuple(old_items[code] for code in change.old),
            new=tuple(new_items[code] for code in change.new),
            open=tuple(new_items[code] for code in change.new if code not in answered),
            sources=tuple(disclosures[code] for code in change.old if code in disclosures),
        )
        for change in changes
    ]


@transaction.atomic
def start_year(agency, old_year, new_year, *, dry_run=False):
    """Carry an agency's disclosures from one year to another by concept; returns counts.

    Links, divisions and explanations are carried, answers are not, and every carried link is marked to be
    checked for the new year. An item that already has a disclosure in the new year is left alone, so a
    second run changes nothing.
    """
    counts = defaultdict(int)
    _assessment, created = Assessment.objects.get_or_create(agency=agency, year=new_year)
    counts["years"] += created
    for row in plan_year(agency, old_year, new_year):
        for item in row.open if row.sources else ():
            counts["links"] += _carry_over(agency, item, row.sources, new_year.year_be)
            counts["items"] += 1
    transaction.set_rollback(dry_run)
    return dict(counts)


def _disclosures(agency, year):
    rows = Disclosure.objects.filter(agency=agency, item__year=year)
    return {row.item.code: row for row in rows.select_related("item", "division").prefetch_related("links")}


def _live_links(disclosure):
    return [link for link in disclosure.links.all() if not link.removed]


def _carry_over(agency, item, sources, year_be):
    """A new disclosure of `item` from one or several old ones; returns how many links it got."""
    explanations = [source.explanation for source in sources if source.explanation]
    division = next((source.division for source in sources if source.division), None)
    disclosure = Disclosure.objects.create(
        agency=agency, item=item, explanation="\n\n".join(explanations), division=division
    )
    links = [link for source in sources for link in _live_links(source)]
    DisclosureLink.objects.bulk_create(
        DisclosureLink(
            disclosure=disclosure,
            position=position,
            label=link.label,
            url=link.url,
            check_for_year=year_be,
        )
        for position, link in enumerate(links, start=1)
    )
    return len(links)


def years_of(applies_to):
    """{year_be: FiscalYear} of one kind of agency."""
    return {year.year_be: year for year in FiscalYear.objects.filter(applies_to=applies_to)}
