"""What happens when somebody presses the button: confirm a year's list, publish a checklist, start a year."""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from assessments.checklist.content import checklist_content, result_content
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
from assessments.models import Assessment, Disclosure, DisclosureLink, FiscalYear, Page
from assessments.record.publish import PublishingRefused, publish
from ita_portal.thai.digits import thai_digits

CHANGE_KINDS = {
    KEPT: "คงเดิม",
    RENUMBERED: "เปลี่ยนเลขข้อ",
    MERGED: "รวมข้อ",
    SPLIT: "แยกข้อ",
    NEW: "ข้อใหม่",
    DROPPED: "ยกเลิก",
}


def confirm_list(year, *, by):
    """Note that the person named `by` compared the year's list of items with the handbook."""
    year.list_confirmed_at, year.list_confirmed_by = timezone.now(), by
    year.save(update_fields=["list_confirmed_at", "list_confirmed_by"])


def unconfirmed_list_refusal(year):
    """Why the checklist of this year may not be published yet, in Thai; "" when it may."""
    if year.list_is_confirmed:
        return ""
    return (
        f"รายการข้อ OIT ของปี {thai_digits(year.year_be)} ยังไม่ยืนยัน "
        "ต้องมีผู้ตรวจรายการกับคู่มือและกดยืนยันที่หน้าปีงบประมาณก่อนจึงเผยแพร่ได้"
    )


def result_builder(assessment):
    """What `publishing.draft` and `publish` build the result page of an agency's year with."""
    return lambda previous, at: result_content(assessment)


def checklist_builder(agency, year):
    """What `publishing.draft` and `publish` build a year's checklist with."""
    return partial(checklist_content, agency, year)


def publish_result(assessment, **signature):
    """`publishing.publish` for the result page of an agency's year."""
    agency, year_be = assessment.agency, assessment.year.year_be
    return publish(agency, year_be, Page.RESULT, result_builder(assessment), **signature)


def publish_checklist(agency, year, **signature):
    """`publishing.publish` for a year's checklist; PublishingRefused while the list is unconfirmed."""
    refusal = unconfirmed_list_refusal(year)
    if refusal:
        raise PublishingRefused(refusal)
    return publish(agency, year.year_be, Page.OIT, checklist_builder(agency, year), **signature)


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
            counts["links"] += _carry(agency, item, row.sources, new_year.year_be)
            counts["items"] += 1
    transaction.set_rollback(dry_run)
    return dict(counts)


def _disclosures(agency, year):
    rows = Disclosure.objects.filter(agency=agency, item__year=year)
    return {row.item.code: row for row in rows.select_related("item", "division").prefetch_related("links")}


def _live_links(disclosure):
    return [link for link in disclosure.links.all() if not link.removed]


def _carry(agency, item, sources, year_be):
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
