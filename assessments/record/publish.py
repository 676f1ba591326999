"""From the desk to the record: publish a page, withdraw a record. The only writer of Publication."""

from collections import Counter
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from assessments.content.canonical_json import (
    canonical_json,
    parse_content,
    refuse_impure,
    sha256_hex,
    utc_text,
)
from assessments.content.differences import changed_keys
from assessments.content.staff_survey import REFUSAL, mentions_staff_survey, staff_survey_place
from assessments.links.published import index_links
from assessments.models import Agency, Notice, Page, Publication, PublishedPage
from assessments.record.clock import clock_refusal, known_year, leap_now
from assessments.record.guards import guard_refusal
from assessments.record.pdf_cache import forget
from assessments.record.record_hash import EarlierRecords, changed_hash, details_hash, new_salt, record_hash
from ita_portal.thai.digits import thai_digits

WITHDRAWAL_SCHEMA = "withdrawal/1"
LONGEST_SENTENCE = Publication._meta.get_field("note").max_length


class PublishingRefused(Exception):
    """Publishing or withdrawing was refused; str() is a Thai sentence for the person who asked."""


class NothingChanged(PublishingRefused):
    """The page already says exactly this."""


def current_publication(agency, year_be, page):
    """The newest record of a page (withdrawn or not), or None when it was never published."""
    return Publication.objects.filter(agency=agency, year_be=year_be, page=page).order_by("-number").first()


def draft(agency, year_be, page, build, *, at=None):
    """What publishing would write now: (content, changed).

    `build(previous, at)` makes the content from desk rows; `previous` is the page's last content or None.
    """
    content, _text, changed = _drafted(
        current_publication(agency, year_be, page), build, at or timezone.now()
    )
    return content, changed


def _drafted(latest, build, at):
    """(content, its canonical text, changed) of what would follow the record `latest`.

    TypeError when a builder made what is no pure JSON: it would have compared unlike to what it became.
    """
    content = build(latest.data() if latest else None, at)
    refuse_impure(content)
    text = canonical_json(content)
    changed = latest is None or sha256_hex(text) != latest.sha256 or not latest.content
    return parse_content(text), text, changed


def summary(content):
    """The few figures of a content that lists and menus show, by its schema; JSON-able."""
    match content["schema"].partition("/")[0]:
        case "result":
            announced = content["announced"]
            total = announced["total"]
            return {
                "state": announced["state"],
                "total": None if total is None else str(total),
                "level": announced["level"],
                "scheme": content["scale"]["scheme"],
                "oit_list": content["oit_list"],
            }
        case "measures":
            return {"result_year": content["result_year"], "actions": len(content["actions"])}
        case "progress":
            standings = Counter(action["standing"] for action in content["actions"])
            return {"actions": len(content["actions"]), "standings": dict(standings)}
        case "oit":
            answered = sum(1 for item in content["items"] if item["answer"])
            return {"items": len(content["items"]), "answered": answered}
        case "handin":
            answered = sum(1 for item in content["items"] if item["answer"])
            return {
                "items": len(content["items"]),
                "answered": answered,
                "checklist": content["checklist"]["number"],
            }
        case _:
            return {}


def _sentence(text, request):
    """`text` in one line; PublishingRefused with `request` when empty or longer than the record can hold."""
    text = " ".join(text.split())
    if not text:
        raise PublishingRefused(request)
    if len(text) > LONGEST_SENTENCE:
        raise PublishingRefused(f"{request} ไม่เกิน {thai_digits(LONGEST_SENTENCE)} ตัวอักษร")
    if mentions_staff_survey(text):
        raise PublishingRefused(REFUSAL)
    return text


def _refuse_unguarded():
    """PublishingRefused while a guard of the database is missing or altered."""
    if refusal := guard_refusal():
        raise PublishingRefused(refusal)


def _moment(year_be, page, newest):
    """The time of the record that follows `newest`; PublishingRefused by a clock that is not to be believed.

    Machines a little out of step never go back in the chain; only the Notice that explains a clock does.
    """
    at = timezone.now()
    last = newest.published_at if newest and page != Notice.CLOCK else None
    if refusal := clock_refusal(at, known_year(year_be), last, leap_now()):
        raise PublishingRefused(refusal)
    return last + timedelta(microseconds=1) if last and at <= last else at


def _earlier(agency, newest):
    """The digest of the agency's records so far when none of them has details; "" when one has."""
    earlier = EarlierRecords()
    if newest and not newest.details_sha256:
        columns = ("sequence", "published_by", "withdrawn_at", "withdrawn_by", "withdrawn_reason")
        for row in agency.publications.order_by("sequence").values_list(*columns).iterator():
            earlier.add(*row)
    return earlier.sha256


def _with_details(agency, newest, *, schema, by, keys):
    """The columns of a new record that hold its details fast."""
    salt = new_salt()
    changed_sha256 = changed_hash(salt, keys)
    details_sha256 = details_hash(
        salt=salt,
        schema=schema,
        published_by=by,
        changed_sha256=changed_sha256,
        earlier=_earlier(agency, newest),
    )
    return {"salt": salt, "changed_sha256": changed_sha256, "details_sha256": details_sha256}


@transaction.atomic
def publish(agency, year_be, page, build, *, note, by, role):
    """Write one page's content as the next immutable record and return it.

    One publication of an agency at a time (its row is locked), so numbers and chain have no gap or twin.
    Raises NothingChanged when the page already says exactly this, PublishingRefused without a note,
    with one that is too long, when the staff-only survey's address stands anywhere in it, while the database
    lacks a guard of the record, or when the clock is not to be believed.
    """
    _refuse_unguarded()
    note = _sentence(note, "กรุณาเขียนว่าฉบับนี้เปลี่ยนอะไร ประชาชนจะเห็นข้อความนี้ในประวัติของหน้า")
    Agency.objects.select_for_update().get(pk=agency.pk)
    newest = Publication.objects.filter(agency=agency).order_by("-sequence").first()
    at = _moment(year_be, page, newest)
    latest = current_publication(agency, year_be, page)
    content, text, changed = _drafted(latest, build, at)
    if not changed:
        raise NothingChanged("เนื้อหาเหมือนฉบับที่เผยแพร่อยู่ทุกประการ จึงไม่มีอะไรให้เผยแพร่")
    if place := staff_survey_place(content):
        raise PublishingRefused(f"{place}: {REFUSAL}")

    bound = {
        "year_be": year_be,
        "page": page,
        "number": latest.number + 1 if latest else 1,
        "sequence": newest.sequence + 1 if newest else 1,
        "sha256": sha256_hex(text),
        "previous": newest.record_sha256 if newest else "",
        "published_at": at,
        "note": note,
    }
    keys = changed_keys(latest.data() if latest else None, content)
    details = _with_details(agency, newest, schema=content["schema"], by=by, keys=keys)
    record_sha256 = record_hash(
        agency_slug=agency.slug, role=role, details_sha256=details["details_sha256"], **bound
    )
    publication = Publication.objects.create(
        agency=agency,
        schema=content["schema"],
        content=text,
        summary=summary(content),
        changed_keys=keys,
        record_sha256=record_sha256,
        published_by=by,
        published_by_role=role,
        **details,
        **bound,
    )
    if page == Page.OIT and "items" in content:
        index_links(publication, content)
    PublishedPage.objects.update_or_create(
        agency=agency,
        year_be=year_be,
        page=page,
        defaults={"current": publication},
    )
    return publication


@transaction.atomic
def withdraw(publication, *, reason, by, role):
    """Erase a record's content for good; hash, number, time and the reason stay. Returns the record.

    The next record of the chain is a Notice that names it. Raises PublishingRefused without a reason, when it
    was withdrawn before, for the notice of a withdrawal, and where `publish` would.
    """
    _refuse_unguarded()
    reason = _sentence(reason, "กรุณาเขียนเหตุผลที่ถอน ประชาชนจะเห็นข้อความนี้แทนเนื้อหา")
    if publication.page == Notice.WITHDRAWAL:
        raise PublishingRefused("บันทึกของการถอนถอนไม่ได้ เพราะมีแต่เลขฉบับ ลายนิ้วมือ และเหตุผล")
    agency = Agency.objects.select_for_update().get(pk=publication.agency_id)
    target = Publication.objects.get(pk=publication.pk)
    if target.withdrawn_at:
        raise PublishingRefused("ฉบับนี้ถูกถอนไปแล้ว")
    build = _withdrawal(agency, target, reason)
    notice = publish(agency, target.year_be, Notice.WITHDRAWAL, build, note=reason, by=by, role=role)
    Publication.objects.filter(pk=target.pk).update(
        content="",
        summary={},
        changed_keys={},
        withdrawn_at=notice.published_at,
        withdrawn_by=by,
        withdrawn_reason=reason,
    )
    publication.refresh_from_db()
    transaction.on_commit(partial(forget, publication))
    return publication


def _withdrawal(agency, target, reason):
    def build(previous, at):
        return {
            "schema": WITHDRAWAL_SCHEMA,
            "agency": {"slug": agency.slug, "name": agency.name},
            "fiscal_year": target.year_be,
            "reason": reason,
            "withdrawn_at": utc_text(at),
            "record": {
                "sequence": target.sequence,
                "page": target.page,
                "fiscal_year": target.year_be,
                "number": target.number,
                "sha256": target.sha256,
                "record_sha256": target.record_sha256,
            },
        }

    return build
