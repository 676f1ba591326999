"""What happens when somebody presses the button: confirm a year's list, publish a checklist, start a year."""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from assessments.concepts import (
    DROPPED,
    KEPT,
    MERGED,
    NEW,
    RENUMBERED,
    SPLIT,
    item_changes,
    load_concepts,
)
from assessments.content import checklist_content, result_content
from assessments.models import Assessment, Disclosure, DisclosureLink, FiscalYear, Page
from assessments.publishing import PublishingRefused, publish
from ita_portal.thai import thai_digits

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


def publish_result(assessment, **signature):
    """`publishing.publish` for the result page of an agency's year."""
    return publish(
        assessment.agency,
        assessment.year.year_be,
        Page.RESULT,
        lambda previous, at: result_content(assessment),
        **signature,
    )


def publish_checklist(agency, year, **signature):
    """`publishing.publish` for a year's checklist; PublishingRefused while the list is unconfirmed."""
    refusal = unconfirmed_list_refusal(year)
    if refusal:
        raise PublishingRefused(refusal)
    return publish(agency, year.year_be, Page.OIT, partial(checklist_content, agency, year), **signature)


@dataclass(frozen=True)
class CarriedItem:
    """What becomes of an item: `change` is a concepts.Change; `links` and `explained` are what is carried."""

    change: object
    old: tuple
    new: tuple
    links: int
    explained: bool
    already: bool


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
        carried = [disclosures[code] for code in change.old if code in disclosures]
        rows.append(
            CarriedItem(
                change=change,
                old=tuple(old_items[code] for code in change.old),
                new=tuple(new_items[code] for code in change.new),
                links=sum(len(_live_links(disclosure)) for disclosure in carried),
                explained=any(disclosure.explanation or disclosure.division for disclosure in carried),
                already=bool(change.new) and set(change.new) <= answered,
            )
        )
    return rows


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
    disclosures = _disclosures(agency, old_year)
    present = set(
        Disclosure.objects.filter(agency=agency, item__year=new_year).values_list("item__code", flat=True)
    )
    for row in plan_year(agency, old_year, new_year):
        sources = [disclosures[code] for code in row.change.old if code in disclosures]
        if row.change.kind == DROPPED or not sources:
            continue
        for item in row.new:
            if item.code not in present:
                counts["links"] += _carry(agency, item, sources, new_year.year_be)
                counts["items"] += 1
    transaction.set_rollback(dry_run)
    return dict(counts)


def _disclosures(agency, year):
    rows = Disclosure.objects.filter(agency=agency, item__year=year)
    return {row.item.code: row for row in rows.select_related("item").prefetch_related("links")}


def _live_links(disclosure):
    return [link for link in disclosure.links.all() if not link.removed]


def _carry(agency, item, sources, year_be):
    """A new disclosure of `item` from one or several old ones; returns how many links it got."""
    explanations = [source.explanation for source in sources if source.explanation]
    divisions = dict.fromkeys(source.division for source in sources if source.division)
    disclosure = Disclosure.objects.create(
        agency=agency, item=item, explanation="\n\n".join(explanations), division=", ".join(divisions)[:200]
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
