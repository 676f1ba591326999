"""How the links of a published checklist stand, beside the record and never in it: now, or at a moment.

One query however many links. What the portal serves itself (documents, own paths) is not checked.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from assessments.content.canonical_json import utc_text
from assessments.links.status import FAILURES, GOOD
from assessments.links.url import is_checkable, url_fingerprint
from assessments.models import LinkCheck, LinkState, LinkTarget, PublishedLink
from ita_portal.thai.dates import thai_date_short, thai_datetime_short

KINDS = {
    "application/pdf": "PDF",
    "text/html": "หน้าเว็บ",
    "application/xhtml+xml": "หน้าเว็บ",
    "image/jpeg": "รูปภาพ",
    "image/png": "รูปภาพ",
    "text/csv": "CSV",
    "application/zip": "ZIP",
    "application/msword": "DOC",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
}
GOOD_SHAPE, LOOK_SHAPE, BAD_SHAPE, UNKNOWN_SHAPE = "good", "look", "bad", "unknown"


@dataclass(frozen=True)
class LinkStanding:
    """How one address stands. Moments are aware datetimes or None; `size` in bytes or None."""

    url: str
    state: str = LinkState.UNCHECKED
    broken: bool = False
    checked_at: datetime | None = None
    since: datetime | None = None
    opened_at: datetime | None = None
    confirmed_at: datetime | None = None
    kind: str = ""
    size: int | None = None
    past: bool = False

    @property
    def shape(self):
        """Which of four shapes stands beside the words."""
        if self.broken:
            return BAD_SHAPE
        if self.state in GOOD:
            return GOOD_SHAPE
        return UNKNOWN_SHAPE if self.state == LinkState.UNCHECKED else LOOK_SHAPE

    @property
    def finding(self):
        """What a check found, without moments."""
        label = LinkState(self.state).label
        return f"เสีย ({label})" if self.broken else label

    @property
    def words(self):
        """The parts of the sentence beside a link, in Thai: the finding, since when, the last check."""
        if self.state == LinkState.UNCHECKED:
            return ["ไม่มีผลตรวจ ณ วันนั้น" if self.past else "ยังไม่ได้ตรวจ"]
        parts = [self._finding()]
        if self.confirmed_at and self.state not in GOOD:
            parts.append(f"เจ้าหน้าที่เปิดดูแล้วเมื่อ {thai_date_short(self.confirmed_at)}")
        if self.state in FAILURES and self.opened_at:
            parts.append(f"เปิดได้ล่าสุดเมื่อ {thai_date_short(self.opened_at)}")
        return [*parts, f"ตรวจล่าสุด {thai_datetime_short(self.checked_at)}"]

    def _finding(self):
        label = LinkState(self.state).label
        if self.broken:
            since = f" ตั้งแต่ {thai_date_short(self.since)}" if self.since else ""
            return f"เปิดไม่ได้{since} ({label})"
        if self.state == LinkState.MOVED:
            return "เปิดได้ ย้ายที่อยู่แล้ว"
        return f"ตรวจครั้งล่าสุดยังเปิดไม่ได้ ({label}) จะตรวจซ้ำ" if self.state in FAILURES else label

    def data(self):
        """As open data, moments in UTC."""
        moments = {
            "checked_at": self.checked_at,
            "opened_at": self.opened_at,
            "confirmed_at": self.confirmed_at,
        }
        return {"url": self.url, "state": str(self.state), "broken": self.broken} | {
            name: utc_text(moment) if moment else None for name, moment in moments.items()
        }


class LinkStandings:
    """The standings of many addresses of one agency: `of(url)`, a fingerprint and the newest moment.

    `past`: they are not those of the links published now as they stand now.
    """

    def __init__(self, rows=(), *, past=False):
        self._all, self.past = list(rows), past
        self._rows = {row.url: row for row in self._all}

    def of(self, url):
        """The LinkStanding of an address; None for what is not checked (a path of this portal)."""
        unknown = LinkStanding(url, past=self.past) if is_checkable(url) else None
        return self._rows.get(url) or unknown

    @property
    def fingerprint(self):
        """Changes with every check, every state and every person's look."""
        rows = sorted(map(repr, self._all))
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    @property
    def changed_at(self):
        """The newest check or look, None without any."""
        moments = [each for row in self._all for each in (row.checked_at, row.confirmed_at)]
        return max(filter(None, moments), default=None)


def standings(agency, urls, *, before=None):
    """The LinkStandings of the checkable ones of `urls`: now, or just before a moment."""
    wanted = [url_fingerprint(url) for url in urls if is_checkable(url)]
    if not wanted:
        return LinkStandings()
    targets = LinkTarget.objects.filter(agency=agency, url_sha256__in=wanted)
    if before is None:
        return LinkStandings(map(_now, targets))
    return LinkStandings(_then(targets, before), past=True)


def checklist_urls(checklist, code=None):
    """The addresses of the live links of a published checklist, or of one item by its code."""
    return [
        link["url"]
        for item in checklist["items"]
        if code is None or item["code"] == code
        for link in item["links"]
        if not link["removed"]
    ]


def link_checks(checklist, found):
    """`publication.link_checks` of the checklist's JSON: one object a live link that is checked."""
    return [
        {"code": item["code"], "position": link["position"], **standing.data()}
        for item in checklist["items"]
        for link in item["links"]
        if not link["removed"] and (standing := found.of(link["url"]))
    ]


def with_standings(checklist, found):
    """The checklist with `standing` (a sentence or "") in each live link, for tables."""
    return checklist | {
        "items": [
            item | {"links": [_with_standing(link, found) for link in item["links"]]}
            for item in checklist["items"]
        ]
    }


def _with_standing(link, found):
    standing = None if link["removed"] else found.of(link["url"])
    return link | {"standing": " · ".join(standing.words) if standing else ""}


def _now(target):
    return LinkStanding(
        url=target.url,
        state=target.state,
        broken=target.broken,
        checked_at=target.last_checked_at,
        since=target.first_failure_at or target.state_since,
        opened_at=target.last_opened_at,
        confirmed_at=target.confirmed_at,
        kind=KINDS.get(target.content_type, ""),
        size=target.size,
    )


def _then(targets, before):
    """Standings at a moment, from the history: unchanged checks may be thinned, changes never are."""
    earlier = LinkCheck.objects.filter(target=OuterRef("pk"), checked_at__lt=before)
    last = {name: Subquery(earlier.values(name)[:1]) for name in ("state", "broken", "checked_at")}
    rows = targets.annotate(**{f"then_{name}": query for name, query in last.items()})
    return [
        LinkStanding(row.url, row.then_state, row.then_broken, row.then_checked_at, past=True)
        for row in rows
        if row.then_state
    ]


def item_states(agency, year_be, code, *, before=None, most=200):
    """The changes of state of an item's published links as LinkStandings, newest first, at most `most`.

    Those until `before` (an aware datetime), or all.
    """
    links = PublishedLink.objects.filter(publication__agency=agency, publication__year_be=year_be, code=code)
    rows = LinkCheck.objects.filter(changed=True, target__in=links.values("target"))
    rows = rows.filter(checked_at__lt=before) if before else rows
    return [
        LinkStanding(row.target.url, row.state, row.broken, row.checked_at, row.checked_at, past=True)
        for row in rows.select_related("target")[:most]
    ]
