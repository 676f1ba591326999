"""Starting a fiscal year from an earlier one: what is known of each item is carried over by concept."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch

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
from assessments.models import (
    Assessment,
    Disclosure,
    DisclosureLink,
    DocumentVersion,
    FiscalYear,
    journal_as,
)
from ita_portal.thai.digits import thai_digits

PAGE_OF_YEAR = re.compile(r"/ita/(?P<year>[0-9]{4})(?P<page>/measures/(?:progress/)?)")
CHANGE_KINDS = {
    KEPT: "คงเดิม",
    RENUMBERED: "เปลี่ยนเลขข้อ",
    MERGED: "รวมข้อ",
    SPLIT: "แยกข้อ",
    NEW: "ข้อใหม่",
    DROPPED: "ยกเลิก",
}


@dataclass(frozen=True)
class CarriedLink:
    """What a new link will be: the link it comes from, its address ("" for a document) and its file, if any.

    `changed` is True when a page of our own is followed into the new year, so that the address is another.
    """

    source: DisclosureLink
    url: str
    version: DocumentVersion | None

    @property
    def changed(self):
        return self.url != self.source.url


@dataclass(frozen=True)
class CarriedItem:
    """What becomes of an item: a concepts.Change, its old and new items, the disclosures it is carried from.

    `open` are the new items that have no disclosure yet; the others are left alone. `links` are CarriedLinks,
    `left_behind` counts links that were removed, that never got a file, or that stand there twice.
    """

    change: object
    old: tuple
    new: tuple
    open: tuple
    sources: tuple
    links: tuple
    left_behind: int

    @property
    def documents(self):
        """How many of the links are documents kept here."""
        return sum(link.version is not None for link in self.links)

    @property
    def explanation(self):
        """The explanations of the old disclosures, each once."""
        return "\n\n".join(dict.fromkeys(each.explanation for each in self.sources if each.explanation))

    @property
    def division(self):
        """The first division that answered for one of the old disclosures, or None."""
        return next((each.division for each in self.sources if each.division), None)

    @property
    def carries(self):
        """True when there is something to carry: a link, an explanation or a division."""
        return bool(self.links or self.explanation or self.division)

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
    rows = []
    for change in changes:
        sources = tuple(disclosures[code] for code in change.old if code in disclosures)
        links, left_behind = _carried_links(sources, old_year.year_be, new_year.year_be)
        rows.append(
            CarriedItem(
                change=change,
                old=tuple(old_items[code] for code in change.old),
                new=tuple(new_items[code] for code in change.new),
                open=tuple(new_items[code] for code in change.new if code not in answered),
                sources=sources,
                links=links,
                left_behind=left_behind,
            )
        )
    return rows


@transaction.atomic
def start_year(agency, old_year, new_year, *, dry_run=False):
    """Carry an agency's disclosures from one year to another by concept; returns counts.

    Links, documents, divisions and explanations are carried, answers and days are not. Whatever is carried
    is marked to be checked for the new year (see `carried.py`). An item that already has a disclosure in
    the new year is left alone, so a second run changes nothing.
    """
    counts = dict.fromkeys(("items", "links", "documents"), 0)
    begun, _created = Assessment.objects.get_or_create(agency=agency, year=new_year)
    Assessment.objects.select_for_update().get(pk=begun.pk)  # of two who press at once one waits
    with journal_as("", f"ยกข้อมูลมาจากปี {thai_digits(old_year.year_be)}"):
        for row in plan_year(agency, old_year, new_year):
            for item in row.open if row.carries else ():
                _carry(agency, item, row, old_year.year_be, new_year.year_be)
                counts["items"] += 1
                counts["links"] += len(row.links)
                counts["documents"] += row.documents
    transaction.set_rollback(dry_run)
    return counts


def carried_sentence(counts):
    """What `start_year` did, as a sentence with ASCII digits."""
    documents = f" (เป็นเอกสาร {counts['documents']})" if counts["documents"] else ""
    return f"ยกมา {counts['items']} ข้อ {counts['links']} ลิงก์{documents}"


def _disclosures(agency, year):
    versions = DocumentVersion.objects.select_related("file").defer("file__text")
    rows = Disclosure.objects.filter(agency=agency, item__year=year).select_related("item", "division")
    rows = rows.prefetch_related("links", Prefetch("links__versions", versions))
    return {row.item.code: row for row in rows}


def _carried_links(sources, old_be, new_be):
    """(CarriedLinks, how many links stay behind) of some old disclosures."""
    links, left_behind = {}, 0
    for link in (link for source in sources for link in source.links.all()):
        version = link.newest_version if link.kind == DisclosureLink.Kind.DOCUMENT else None
        carried = CarriedLink(link, _followed(link.url, old_be, new_be), version)
        same = (carried.url, version and version.file_id, link.page, link.period_from, link.period_to)
        if link.removed or same in links or not (link.url or version):
            left_behind += 1
        else:
            links[same] = carried
    return tuple(links.values()), left_behind


def _followed(url, old_be, new_be):
    """The new year's page for the measures or the progress of the old one; other addresses as they are."""
    found = PAGE_OF_YEAR.fullmatch(url)
    return f"/ita/{new_be}{found['page']}" if found and int(found["year"]) == old_be else url


def _carry(agency, item, row, old_be, new_be):
    """A new disclosure of `item` with the links of a CarriedItem, each of them marked to be checked."""
    disclosure = Disclosure.objects.create(
        agency=agency,
        item=item,
        explanation=row.explanation,
        division=row.division,
        carried_from_year=old_be,
        check_for_year=new_be if row.explanation or row.division else None,
    )
    made = DisclosureLink.objects.bulk_create(
        DisclosureLink(
            disclosure=disclosure,
            position=position,
            kind=each.source.kind,
            label=each.source.label,
            url=each.url,
            note=each.source.note,
            page=each.source.page,
            carried_from=each.source,
            check_for_year=new_be,
        )
        for position, each in enumerate(row.links, start=1)
    )
    DocumentVersion.objects.bulk_create(
        DocumentVersion(
            link=link,
            number=1,
            file=each.version.file,
            name=each.version.name,
            uploaded_at=each.version.uploaded_at,
            uploaded_by=each.version.uploaded_by,
        )
        for link, each in zip(made, row.links, strict=True)
        if each.version
    )


def years_of(applies_to):
    """{year_be: FiscalYear} of one kind of agency."""
    return {year.year_be: year for year in FiscalYear.objects.filter(applies_to=applies_to)}
