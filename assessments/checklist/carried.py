"""What was carried from an earlier year: confirmed by a person, row by row, or undone as a whole.

A carried row is marked with the year that it must be checked for (`check_for_year`) until it is confirmed.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from assessments.framework.data_periods import moved_period, wanted_period
from assessments.models import (
    Disclosure,
    DisclosureLink,
    DocumentVersion,
    ItemVerdict,
    Page,
    Publication,
    ShownRequirement,
    journal_as,
)
from ita_portal.thai.digits import thai_digits

UNCONFIRMED = Q(check_for_year__isnull=False) | Q(links__removed=False, links__check_for_year__isnull=False)
MOST_NAMED = 10


class Unclear(Exception):
    """Why nothing was confirmed or undone, as a Thai sentence."""


@dataclass(frozen=True)
class Confirmed:
    """What a person says of one carried link: the days its data are about, (None, None) for no period."""

    first: object
    last: object


def unconfirmed(agency_id, year_id):
    """Disclosures of an agency's year of which something carried is not confirmed yet."""
    rows = Disclosure.objects.filter(agency=agency_id, item__year=year_id)
    return rows.filter(pk__in=rows.filter(UNCONFIRMED).values("pk"))


def unconfirmed_warning(agency_id, year_id):
    """The Thai sentence that names the items of `unconfirmed`; "" without any."""
    named = _codes(unconfirmed(agency_id, year_id))
    return f"ข้อ {named} มีข้อมูลที่ยกมาจากปีก่อนและยังไม่มีผู้ตรวจ อาจเป็นข้อมูลของปีก่อน" if named else ""


def links_to_confirm(disclosure):
    """The carried links of a disclosure that nobody confirmed yet, in their order."""
    rows = disclosure.links.filter(removed=False, check_for_year__isnull=False)
    return rows.select_related("carried_from__disclosure__item__year").order_by("position")


def suggested_period(link):
    """The period of the link that it was carried from, moved into the new year as the item asks; or None.

    A half-year stays the half-year, last year's data stay last year's: the items' own periods tell how far.
    """
    old = link.carried_from
    if old is None or old.period_from is None:
        return None
    old_item, item = old.disclosure.item, link.disclosure.item
    before = wanted_period(old_item.data_period, old_item.year.year_be)
    now = wanted_period(item.data_period, item.year.year_be)
    years = now[0].year - before[0].year if before and now else item.year.year_be - old_item.year.year_be
    return moved_period((old.period_from, old.period_to), years)


def state_of(disclosure):
    """A text that changes with every change of the disclosure or of its links."""
    of_links = DisclosureLink.history.filter(disclosure_id=disclosure.pk)
    newest = (rows.aggregate(newest=Max("history_id"))["newest"] for rows in (disclosure.history, of_links))
    return "-".join(str(each or 0) for each in newest)


@transaction.atomic
def confirm_carried(disclosure, *, text, links, seen, by):
    """A person looked: `text` of explanation and division, `links` as {pk: Confirmed}; returns how many.

    Rows that were confirmed before are left alone. Raises Unclear when something changed since `seen`
    (`state_of` when the page was shown).
    """
    locked = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if state_of(locked) != seen:
        raise Unclear("มีผู้แก้ไขข้อนี้ระหว่างที่เปิดหน้านี้ โปรดดูใหม่แล้วยืนยันอีกครั้ง")
    count = 0
    with journal_as(by, "ตรวจข้อมูลที่ยกมาจากปีก่อนแล้ว"):
        if text and locked.check_for_year is not None:
            locked.check_for_year = None
            locked.save(update_fields=["check_for_year"])
            count += 1
        for link in links_to_confirm(locked).filter(pk__in=links):
            said = links[link.pk]
            link.check_for_year, link.period_from, link.period_to = None, said.first, said.last
            link.save(update_fields=["check_for_year", "period_from", "period_to"])
            count += 1
    return count


def undo_refusal(agency, year):
    """Why what was carried into a FiscalYear cannot be taken back, in Thai; "" when it can."""
    carried = carried_rows(agency, year)
    if not carried.exists():
        return "ไม่มีข้อมูลที่ยกมาจากปีก่อน"
    if Publication.objects.filter(agency=agency, year_be=year.year_be, page=Page.OIT).exists():
        return "แบบรายการของปีนี้เผยแพร่แล้ว จึงยกเลิกการยกข้อมูลไม่ได้"
    onward = Disclosure.objects.filter(links__carried_from__disclosure__in=carried.values("pk"))
    if onward.exists():
        return "ปีถัดไปยกข้อมูลจากปีนี้ไปแล้ว ให้ยกเลิกการยกของปีถัดไปก่อน"
    if touched := _codes(_touched(carried)):
        return f"มีผู้ตรวจยืนยันหรือแก้ไขข้อที่ยกมาแล้ว (ข้อ {touched}) จึงยกเลิกการยกข้อมูลไม่ได้"
    return ""


@transaction.atomic
def undo_start(agency, year, *, by, dry_run=False):
    """Delete what was carried into a FiscalYear, as if it had never been; returns how many disclosures.

    The year's own row stays. Raises Unclear when `undo_refusal` says why not.
    """
    list(Disclosure.objects.select_for_update().filter(agency=agency, item__year=year).values_list("pk"))
    if refusal := undo_refusal(agency, year):
        raise Unclear(refusal)
    carried = carried_rows(agency, year)
    keys = list(carried.values_list("pk", flat=True))
    with journal_as(by, "ยกเลิกการยกข้อมูลจากปีก่อน"):
        DocumentVersion.objects.filter(link__disclosure__in=keys).delete()
        DisclosureLink.objects.filter(disclosure__in=keys).delete()
        Disclosure.objects.filter(pk__in=keys).delete()
    transaction.set_rollback(dry_run)
    return len(keys)


def carried_rows(agency, year):
    """Disclosures of a FiscalYear that came from an earlier one, in whole or in part."""
    return Disclosure.objects.filter(agency=agency, item__year=year, carried_from_year__isnull=False)


def _touched(carried):
    """Those of the carried Disclosures that somebody confirmed, answered, changed or judged since."""
    keys = carried.values("pk")
    touched = set(Disclosure.history.filter(history_type="~", id__in=keys).values_list("id", flat=True))
    by_hand = ~Q(history_type="+") | Q(carried_from=None)
    of_links = DisclosureLink.history.filter(by_hand, disclosure_id__in=keys)
    touched |= set(of_links.values_list("disclosure_id", flat=True))
    for model in (ItemVerdict, ShownRequirement):
        touched |= set(model.objects.filter(disclosure__in=keys).values_list("disclosure_id", flat=True))
    later_versions = DocumentVersion.objects.filter(link__disclosure__in=keys, number__gt=1)
    touched |= set(later_versions.values_list("link__disclosure_id", flat=True))
    return carried.filter(pk__in=touched)


def _codes(rows):
    """The codes of some Disclosures' items, the first ten and how many more there are."""
    codes = list(rows.order_by("item__number").values_list("item__code", flat=True))
    more = f" และอีก {thai_digits(len(codes) - MOST_NAMED)} ข้อ" if len(codes) > MOST_NAMED else ""
    return ", ".join(codes[:MOST_NAMED]) + more
