"""The hand-in (การส่ง ITAS): what stood on a year's published checklist when the head confirmed it.

It is a publication of its own, so it never changes; handing in again makes its next version. Until the
year's result is announced the desk warns before anything that was handed in would change.
"""

from assessments.content.canonical_json import date_text
from assessments.links.origin import origin_fault
from assessments.links.standings import checklist_urls, standings
from assessments.models import Assessment, Page, PublishedPage, ScoreState
from assessments.record.paths import page_path
from assessments.record.publish import PublishingRefused, current_publication, publish
from assessments.record.publishable import agency_content
from ita_portal.thai.dates import thai_datetime
from ita_portal.thai.digits import thai_digits

HANDIN_SCHEMA = "handin/1"


class NothingToHandIn(PublishingRefused):
    """There is no published checklist that could be handed in."""


class OriginUnknown(PublishingRefused):
    """It is not known under which origin the agency's pages are read; str() says where to set it."""


def _check_content(standing):
    """What the newest check had found; None for what is not checked."""
    if standing is None:
        return None
    return standing.data() | {"finding": standing.finding}


def _link_content(link, origin, found):
    """A live link with its address in full; a document with the version and hash that stood there."""
    own = link["url"].startswith("/")
    content = {
        "position": link["position"],
        "label": link["label"],
        "url": f"{origin}{link['url']}" if own else link["url"],
        "address": f"{origin}{link['address']}",
        "check": _check_content(found.of(link["url"])),
    }
    if document := link.get("document"):
        content["document"] = {key: document[key] for key in ("version", "name", "sha256")}
    return content


def handin_content(checklist, publication, *, origin, confirmed_by, found, unopened=None):
    """The content of a hand-in, schema handin/1: the form's columns item by item.

    `checklist` is the content of `publication`, `found` its LinkStandings, `confirmed_by` {name, position},
    `unopened` {reason, addresses} where own addresses did not open and it was handed in all the same.
    """
    content = {
        "schema": HANDIN_SCHEMA,
        "agency": agency_content(publication.agency),
        "fiscal_year": publication.year_be,
        "origin": origin,
        "confirmed_by": confirmed_by,
        "checklist": {
            "number": publication.number,
            "published_at": date_text(publication.published_at),
            "sha256": publication.sha256,
            "record_sha256": publication.record_sha256,
        },
        "items": [
            {
                "code": item["code"],
                "title": item["title"],
                "answer": item["answer"],
                "explanation": item["explanation"],
                "links": [
                    _link_content(link, origin, found) for link in item["links"] if not link["removed"]
                ],
            }
            for item in checklist["items"]
        ],
    }
    return content | ({"unopened": unopened} if unopened else {})


def handin_builder(agency, year_be, *, confirmed_by, unopened=None):
    """What `draft` and `publish` build a hand-in with, under the agency's public origin.

    Raises NothingToHandIn without a live checklist, OriginUnknown without an origin.
    """

    def build(previous, at):
        publication = current_publication(agency, year_be, Page.OIT)
        if publication is None or publication.withdrawn_at:
            raise NothingToHandIn("ยังไม่มีแบบรายการ OIT ของปีนี้ที่เผยแพร่อยู่ เผยแพร่แบบรายการก่อน แล้วจึงส่ง")
        if fault := origin_fault(agency):
            raise OriginUnknown(fault)
        checklist = publication.data()
        found = standings(agency, checklist_urls(checklist))
        origin = agency.public_origin
        given = {"origin": origin, "confirmed_by": confirmed_by, "found": found, "unopened": unopened}
        return handin_content(checklist, publication, **given)

    return build


def hand_in(agency, year_be, *, confirmed_by, unopened=None, **signature):
    """Freeze the published checklist as handed in; returns the record. `signature` as in `publish`."""
    build = handin_builder(agency, year_be, confirmed_by=confirmed_by, unopened=unopened)
    return publish(agency, year_be, Page.HANDIN, build, **signature)


def pending_handins(agency):
    """The newest hand-in of each year whose result is not announced yet, as Publications."""
    confirmed = Assessment.objects.filter(agency=agency, total_state=ScoreState.ANNOUNCED)
    pages = PublishedPage.objects.filter(agency=agency, page=Page.HANDIN, current__withdrawn_at=None)
    pages = pages.exclude(year_be__in=confirmed.values("year__year_be"))
    return [page.current for page in pages.select_related("current__agency")]


def pending_handin(agency, year_be):
    """The newest hand-in of a year that counts while its result is not announced; None without one."""
    return next((row for row in pending_handins(agency) if row.year_be == year_be), None)


def _links_of(content):
    """{(code, position): what stands there} of a hand-in or of a checklist's live links."""
    return {
        (item["code"], link["position"]): _target(link)
        for item in content["items"]
        for link in item["links"]
        if not link.get("removed")
    }


def _target(link):
    document = link.get("document")
    if document:
        return f"{document['name']} รุ่นที่ {thai_digits(document['version'])}"
    return link["url"]


def changes_of_handed_in(handin, checklist):
    """What of a handed-in form (a content) the links of `checklist` would change or remove, in Thai."""
    now = _links_of(checklist)
    origin = handin["origin"]
    sentences = []
    for (code, position), before in _links_of(handin).items():
        place = f"{code} ลิงก์ที่ {thai_digits(position)}"
        after = now.get((code, position))
        if after is None:
            sentences.append(f"{place} ที่ส่งไปแล้วจะถูกนำออก: {before}")
        elif before not in (after, f"{origin}{after}"):
            sentences.append(f"{place} ที่ส่งไปแล้วจะเปลี่ยนจาก {before} เป็น {after}")
    return sentences


def publishing_warnings(agency, year_be, checklist):
    """What publishing `checklist` (a content) would change of a hand-in that still counts."""
    handin = pending_handin(agency, year_be)
    return changes_of_handed_in(handin.data(), checklist) if handin else []


def withdrawing_warnings(record):
    """What withdrawing a publication would take from under a hand-in that still counts."""
    sentences = []
    for handin in pending_handins(record.agency):
        content = handin.data()
        when = (
            f"แบบที่ส่งเข้าระบบ ITAS เมื่อ {thai_datetime(handin.published_at)} (ปี {thai_digits(handin.year_be)})"
        )
        rests = record.page == Page.OIT and record.year_be == handin.year_be
        if record.pk == handin.pk:
            sentences.append(f"ฉบับนี้คือ{when} ซึ่งยังไม่ประกาศผล")
        elif rests and record.number == content["checklist"]["number"]:
            sentences.append(f"{when} มาจากฉบับนี้ ลิงก์ที่ส่งไปแล้วจะเปิดไม่พบเนื้อหา")
        address = content["origin"] + page_path(record.year_be, record.page)
        for (code, position), target in _links_of(content).items():
            if target == address:
                place = f"{code} ลิงก์ที่ {thai_digits(position)}"
                sentences.append(f"{place} ใน{when} คือหน้านี้ ผู้ตรวจจะเปิดไม่พบเนื้อหา")
    return sentences


def replacing_warnings(link):
    """What replacing the document of a desk link would change of a hand-in that still counts."""
    disclosure = link.disclosure
    handin = pending_handin(disclosure.agency, disclosure.item.year.year_be)
    if handin is None:
        return []
    before = _links_of(handin.data()).get((disclosure.item.code, link.position))
    place = f"{disclosure.item.code} ลิงก์ที่ {thai_digits(link.position)}"
    return [f"{place} ส่งเข้าระบบ ITAS ไปแล้วเป็น {before}"] if before else []
