"""Does the record still fit together? Recomputes every hash and link of an agency's chain. Only reads."""

from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Exists, F, OuterRef

from assessments.content.canonical_json import parse_content, sha256_hex, utc_text
from assessments.models import Agency, Notice, Page, Publication, PublishedPage
from assessments.models.publication import KINDS
from assessments.record.clock import lies_ahead
from assessments.record.publish import summary
from assessments.record.record_hash import EarlierRecords, changed_hash, details_hash, record_hash

CHUNK = 100  # records read at once; a content is some 30 kB
COLUMNS = (
    "sequence year_be page number schema sha256 previous published_at published_by published_by_role note"
    " record_sha256 salt changed_sha256 details_sha256 changed_keys content"
    " withdrawn_at withdrawn_by withdrawn_reason"
).split()
# What a column raises when its bytes are no text or no date any more.
UNREADABLE = (DatabaseError, ValueError, TypeError)


@dataclass(frozen=True)
class Tip:
    """The newest record of a chain: it stands for everything before it."""

    sequence: int
    record_sha256: str
    published_at: datetime


@dataclass(frozen=True)
class Fault:
    """A record that does not fit: its place in the chain, its name and why, both in Thai."""

    sequence: int
    name: str
    reason: str

    def __str__(self):
        return f"ลำดับที่ {self.sequence} {self.name}: {self.reason}"


@dataclass(frozen=True)
class Verification:
    """What a walk over one agency's chain found.

    `count` is how many records there are, `fault` the first that does not fit, or None, and `tip` the last
    one before it: the tip of the chain when all of it fits.
    """

    agency: Agency
    count: int
    tip: Tip | None
    fault: Fault | None


def tip(publications):
    """The Tip of an agency's chain, unverified, from its Publications; None before the first one."""
    newest = publications.order_by("-sequence")
    row = newest.values_list("sequence", "record_sha256", "published_at").first()
    return Tip(*row) if row else None


def record_name(page, year_be, number):
    """How a record is called in messages, from its columns alone: ผลการประเมิน 2563 ฉบับที่ 2"""
    return f"{dict(KINDS).get(page, page)} {year_be} ฉบับที่ {number}"


def verify(agency, stepped=lambda count: None):
    """Walk the agency's chain from its first record to the newest and return a Verification.

    Memory stays the same however long the chain is. What a record must fulfil is told by `_Walk`. `stepped`
    is called with the number of records that were found good, after every CHUNK of them.
    """
    walk = _Walk(agency.slug, _withdrawals(agency))
    rows = agency.publications.order_by("sequence").values_list(*COLUMNS, named=True)
    fault = None
    try:
        for row in rows.iterator(chunk_size=CHUNK):
            fault = walk.fault(row)
            if fault:
                break
            if walk.count % CHUNK == 0:
                stepped(walk.count)
    except UNREADABLE:
        fault = _first_unreadable(agency, rows, walk)
        if fault is None:
            raise
    count = agency.publications.count() if fault else walk.count
    return Verification(agency, count, walk.tip, fault)


@dataclass(frozen=True)
class Withdrawal:
    """What a record of the chain says of the withdrawal of an earlier one: which, when, why and by whom."""

    sequence: int
    record_sha256: str
    at: datetime
    reason: str
    by: str


def _withdrawals(agency):
    """{sequence of what was withdrawn: Withdrawal}; what cannot be read is named by the walk itself."""
    columns = ("sequence", "content", "published_at", "note", "published_by")
    found = {}
    try:
        rows = agency.publications.filter(page=Notice.WITHDRAWAL).order_by("sequence")
        for sequence, content, at, note, by in rows.values_list(*columns).iterator():
            named = parse_content(content)["record"]
            found[named["sequence"]] = Withdrawal(sequence, named["record_sha256"], at, note, by)
    except (*UNREADABLE, KeyError):
        return found
    return found


def _first_unreadable(agency, rows, walk):
    """The Fault among the records behind the last good one: a failed read loses its whole chunk.

    None when all of them can be read now, so that it was not a record that failed.
    """
    behind = agency.publications.filter(sequence__gt=walk.sequence).order_by("sequence")
    for pk, sequence in behind.values_list("pk", "sequence"):
        try:
            fault = walk.fault(rows.get(pk=pk))
        except UNREADABLE as error:
            return Fault(sequence, "", f"อ่านบันทึกนี้จากฐานข้อมูลไม่ได้ ({error})")
        if fault:
            return fault
    return None


class _Walk:
    """Where a walk along one chain stands, and the rules that the next record must fulfil."""

    def __init__(self, slug, withdrawals):
        self.slug, self.withdrawals = slug, withdrawals
        self.count = 0
        self.tip = None
        self.numbers = {}
        self.earlier = EarlierRecords()
        self.has_details = False

    @property
    def sequence(self):
        return self.tip.sequence if self.tip else 0

    def fault(self, row):
        """The Fault of the next record, or None after stepping onto it."""
        rules = (
            self._out_of_place,
            self._own_hashes,
            self._link,
            self._order,
            self._withdrawn,
            self._details,
        )
        reason = next(filter(None, (rule(row) for rule in rules)), "")
        if reason:
            return Fault(row.sequence, record_name(row.page, row.year_be, row.number), reason)
        self.count += 1
        self.tip = Tip(row.sequence, row.record_sha256, row.published_at)
        self.numbers[row.year_be, row.page] = row.number
        return None

    def _out_of_place(self, row):
        if row.sequence != self.sequence + 1:
            return f"ควรเป็นลำดับที่ {self.sequence + 1} มีบันทึกก่อนหน้านี้หายไป"
        return ""

    def _own_hashes(self, row):
        if row.withdrawn_at:
            if row.content:
                return "ถอนแล้วแต่ยังมีเนื้อหาอยู่"
        elif not isinstance(row.content, str) or sha256_hex(row.content) != row.sha256:
            return "เนื้อหาไม่ตรงกับลายนิ้วมือของเนื้อหา (sha256)"
        if not isinstance(row.published_at, datetime):
            return "เวลาที่เผยแพร่อ่านไม่ได้"
        computed = record_hash(
            agency_slug=self.slug,
            year_be=row.year_be,
            page=row.page,
            number=row.number,
            sequence=row.sequence,
            sha256=row.sha256,
            previous=row.previous,
            published_at=row.published_at,
            role=row.published_by_role,
            note=row.note,
            details_sha256=row.details_sha256,
        )
        if computed != row.record_sha256:
            return (
                "ลายนิ้วมือของบันทึก (record_sha256) ไม่ตรงกับข้อมูลของบันทึก"
                " คือหน่วยงาน ปี หน้า เลขฉบับ ลำดับ เวลา บทบาท สิ่งที่เปลี่ยน หรือลายนิ้วมือ"
            )
        return ""

    def _link(self, row):
        if row.previous == (self.tip.record_sha256 if self.tip else ""):
            return ""
        if not self.tip:
            return "เป็นบันทึกแรก แต่อ้างถึงบันทึกก่อนหน้า (previous)"
        return f"ไม่ต่อจากลำดับที่ {self.sequence}: previous ไม่ใช่ลายนิ้วมือของบันทึกนั้น บันทึกใดบันทึกหนึ่งถูกแก้"

    def _order(self, row):
        expected = self.numbers.get((row.year_be, row.page), 0) + 1
        if row.number != expected:
            return f"เลขฉบับของหน้านี้ควรเป็น {expected}"
        back = self.tip and row.published_at < self.tip.published_at
        if back and row.page != Notice.CLOCK:
            return f"เวลาที่เผยแพร่ย้อนไปก่อนลำดับที่ {self.sequence}"
        return ""

    def _withdrawn(self, row):
        """A withdrawal is what the chain says of it; those of before the chain did are bound by details."""
        said = self.withdrawals.get(row.sequence)
        if said is None:
            if row.withdrawn_at and row.details_sha256:
                return "ถูกถอนโดยไม่มีบันทึกการถอนในสาย"
            return ""
        if not row.withdrawn_at:
            return f"ลำดับที่ {said.sequence} บอกว่าถอนแล้ว แต่ยังมีเนื้อหา"
        if said.record_sha256 != row.record_sha256 or said.sequence <= row.sequence:
            return f"ลำดับที่ {said.sequence} ถอนบันทึกอื่น"
        if (said.at, said.reason, said.by) != (row.withdrawn_at, row.withdrawn_reason, row.withdrawn_by):
            return f"เวลา เหตุผล หรือผู้ถอน ไม่ตรงกับบันทึกการถอน ลำดับที่ {said.sequence}"
        return ""

    def _details(self, row):
        """What only the wider hash binds: people, what changed, and withdrawals of before there was one."""
        if not row.details_sha256:
            if self.has_details:
                return "ไม่มีลายนิ้วมือของรายละเอียด (details_sha256) ทั้งที่บันทึกก่อนหน้ามี"
            by_the_row = row.withdrawn_at if row.sequence not in self.withdrawals else None
            self.earlier.add(
                row.sequence, row.published_by, by_the_row, row.withdrawn_by, row.withdrawn_reason
            )
            return ""
        earlier = "" if self.has_details else self.earlier.sha256
        self.has_details = True
        computed = details_hash(
            salt=row.salt,
            schema=row.schema,
            published_by=row.published_by,
            changed_sha256=row.changed_sha256,
            earlier=earlier,
        )
        if computed != row.details_sha256:
            before = ", ผู้เผยแพร่หรือการถอนของบันทึกก่อนหน้านี้" if earlier else ""
            return f"ลายนิ้วมือของรายละเอียด (details_sha256) ไม่ตรง: ผู้เผยแพร่ หรือรูปแบบเนื้อหา (schema){before} ถูกแก้"
        if not row.withdrawn_at and changed_hash(row.salt, row.changed_keys) != row.changed_sha256:
            return "ส่วนที่เปลี่ยนจากฉบับก่อน (changed_keys) ถูกแก้"
        return ""


def clock_faults(agency, now):
    """Thai sentences on a newest record that lies in the future of `now`; [] when time runs as it should.

    What a Notice has explained since is no fault any more: then the newest record is that one.
    """
    newest = tip(agency.publications)
    if newest is None or not lies_ahead(newest.published_at, now):
        return []
    return [f"บันทึกล่าสุด ลำดับที่ {newest.sequence} ลงเวลาที่ยังมาไม่ถึง {utc_text(newest.published_at)}"]


def index_faults(agency):
    """Thai sentences on where the index of pages (PublishedPage) does not fit the record; [] when it does.

    The index is no evidence, yet it decides what the public sees: each page must point to its newest record.
    """
    same_page = {name: OuterRef(name) for name in ("agency", "year_be", "page")}
    later = Publication.objects.filter(number__gt=OuterRef("number"), **same_page)
    pointing = PublishedPage.objects.filter(current=OuterRef("pk"), **same_page)
    missed = agency.publications.filter(~Exists(later), ~Exists(pointing)).order_by("sequence")
    sentences = [
        f"{record_name(*row)} เป็นฉบับล่าสุดของหน้า แต่หน้าสาธารณะไม่ได้ชี้มาที่ฉบับนี้"
        for row in missed.values_list("page", "year_be", "number")
    ]
    strays = PublishedPage.objects.filter(agency=agency).exclude(
        current__agency=F("agency"), current__year_be=F("year_be"), current__page=F("page")
    )
    sentences += [
        f"หน้าสาธารณะ {dict(Page.choices).get(page, page)} {year_be} ชี้ไปที่บันทึกของหน้าอื่น"
        for page, year_be in strays.order_by("year_be", "page").values_list("page", "year_be")
    ]
    return sentences


def summary_faults(agency):
    """Thai sentences on pages whose short figures (Publication.summary) are not those of their content.

    Menus and the first page show these figures, and no hash binds them. For an agency whose chain is whole.
    """
    pages = PublishedPage.objects.filter(agency=agency).order_by("current__sequence")
    columns = ("page", "year_be", "current__number", "current__summary", "current__content")
    return [
        f"{record_name(page, year_be, number)} ตัวเลขย่อที่หน้าแรกใช้ (summary) ไม่ตรงกับเนื้อหา"
        for page, year_be, number, shown, content in pages.values_list(*columns).iterator(chunk_size=CHUNK)
        if shown != (summary(parse_content(content)) if content else {})
    ]
