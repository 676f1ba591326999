"""What a record names, held against the rows that serve it: links, documents, hand-ins, what changed.

No hash binds these rows, yet they decide what a reader gets or is told. For an agency whose chain is whole;
only reads, a page's states at a time.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from assessments.content.canonical_json import date_text
from assessments.content.differences import changed_keys
from assessments.links.url import is_checkable
from assessments.models import Agency, Page, Publication, PublishedLink
from assessments.record.chain import CHUNK, record_name

Place = tuple[str, int]  # (code of the item, position of the link)


def reference_faults(agency: Agency) -> Iterator[str]:
    """A Thai sentence for each row that contradicts the record which it belongs to."""
    yield from _handin_faults(agency)
    previous = None
    for row in agency.publications.order_by("year_be", "page", "number").iterator(chunk_size=CHUNK):
        name = record_name(row.page, row.year_be, row.number)
        if not row.withdrawn_at:
            content = row.data()
            if row.page == Page.OIT and "items" in content:
                yield from (f"{name} {fault}" for fault in _link_faults(row, content))
            if _hides_a_change(row, content, previous):
                yield f"{name} ส่วนที่เปลี่ยนจากฉบับก่อน (changed_keys) ขาดสิ่งที่เปลี่ยนจริง"
        previous = row


def _hides_a_change(row: Publication, content: dict[str, Any], previous: Publication | None) -> bool:
    """True when `changed_keys` of a record without details lacks what its content changed."""
    if row.details_sha256 or (row.number > 1 and (previous is None or previous.withdrawn_at)):
        return False
    computed = changed_keys(previous.data() if previous and row.number > 1 else None, content)
    return any(set(keys) - set(row.changed_keys.get(kind, ())) for kind, keys in computed.items())


def _link_faults(row: Publication, content: dict[str, Any]) -> Iterator[str]:
    """Where the index of a checklist's links (PublishedLink) leads elsewhere than its content says."""
    indexed = _indexed(row)
    named = {
        (item["code"], link["position"]): link
        for item in content["items"]
        for link in item["links"]
        if not link["removed"]
    }
    for place in sorted(named.keys() | indexed.keys()):
        fault = _link_fault(place, named.get(place), indexed.get(place), row.agency_id)
        if fault:
            yield f"{place[0]} ลิงก์ที่ {place[1]}: {fault}"


def _indexed(row: Publication) -> dict[Place, dict[str, Any]]:
    """What the index says stands at each place of a checklist record."""
    columns = {
        "url": F("target__url"),
        "target_agency": F("target__agency"),
        "number": F("version__number"),
        "name": F("version__name"),
        "sha256": F("version__file__sha256"),
        "size": F("version__file__size"),
        "kind": F("version__file__kind"),
        "code_of_version": F("version__link__disclosure__item__code"),
        "position_of_version": F("version__link__position"),
        "version_agency": F("version__link__disclosure__agency"),
    }
    links = PublishedLink.objects.filter(publication=row).values("code", "position", "version", **columns)
    return {(link["code"], link["position"]): dict(link) for link in links}


def _link_fault(
    place: Place, link: dict[str, Any] | None, indexed: dict[str, Any] | None, agency_id: int
) -> str:
    """Why a link of a content and its row in the index are not the same, in Thai; "" when they are."""
    if indexed is None:
        return "ไม่มีในดัชนีลิงก์"
    if link is None:
        return "มีในดัชนีลิงก์ แต่ไม่มีในเนื้อหา"
    if document := link.get("document"):
        if indexed["version"] is None:
            return "ดัชนีลิงก์ไม่ได้ชี้ไปที่เอกสาร"
        there = indexed["code_of_version"], indexed["position_of_version"], indexed["version_agency"]
        if there != (*place, agency_id) or indexed["number"] != document["version"]:
            return "ดัชนีลิงก์ชี้ไปที่เอกสารอื่น"
        wrong = [key for key in ("sha256", "name", "size", "kind") if indexed[key] != document[key]]
        return f"แถวของเอกสารถูกแก้ ({', '.join(wrong)})" if wrong else ""
    if indexed["version"] is not None:
        return "ดัชนีลิงก์ชี้ไปที่เอกสาร แต่เนื้อหาเป็นที่อยู่"
    expected = (link["url"], agency_id) if is_checkable(link["url"]) else (None, None)
    return "" if (indexed["url"], indexed["target_agency"]) == expected else "ดัชนีลิงก์ชี้ไปที่อยู่อื่น"


def _handin_faults(agency: Agency) -> Iterator[str]:
    """Hand-ins whose checklist is not the record that they name."""
    columns = ("number", "sha256", "record_sha256", "published_at", "page", "year_be")
    rows = agency.publications.filter(page=Page.OIT).values(*columns)
    checklists = {(row["year_be"], row["number"]): row for row in rows}
    for handin in agency.publications.filter(page=Page.HANDIN, withdrawn_at=None).order_by("sequence"):
        said = handin.data().get("checklist")
        if said is None:
            continue
        found = checklists.get((handin.year_be, said["number"]))
        if found:
            found = {key: found[key] for key in ("number", "sha256", "record_sha256")} | {
                "published_at": date_text(found["published_at"])
            }
        if found != said:
            name = record_name(handin.page, handin.year_be, handin.number)
            yield f"{name} แบบรายการที่ส่งไม่ตรงกับบันทึกของแบบรายการฉบับที่ {said['number']}"
