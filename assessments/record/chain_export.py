"""The log of a chain as one JSON document (schema chain/1): to hand out, and to hold against the record.

docs/chain.md says what it proves.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from assessments.content.canonical_json import canonical_json, parse_content, sha256_hex, utc_text
from assessments.models import Notice
from assessments.record.chain import Fault, record_name, tip
from assessments.record.publish import record_hash

SCHEMA = "chain/1"
COLUMNS = (
    "sequence year_be page number published_at published_by_role note sha256 previous record_sha256"
    " details_sha256 withdrawn_at withdrawn_reason"
).split()
RECORD_TYPES = {
    "sequence": int,
    "fiscal_year": int,
    "page": str,
    "number": int,
    "published_at": str,
    "role": str,
    "note": str,
    "sha256": str,
    "previous": str | None,
    "record_sha256": str,
    "withdrawn": dict | None,
}
TIP_TYPES = {"sequence": int, "record_sha256": str, "published_at": str}


class LogError(Exception):
    """A file is no log of a chain, or it was cut or changed; str() is a Thai sentence."""


@dataclass(frozen=True)
class Log:
    """A log as read from a file: the agency's slug, its tip (None: nothing published) and its records."""

    agency: str
    tip: dict | None
    records: list
    notices: list


@dataclass(frozen=True)
class Comparison:
    """How the record stands to an earlier log: the first Fault or None, and what happened lawfully since."""

    fault: Fault | None
    withdrawn_since: int


def tip_content(newest):
    """A chain.Tip as the documents write it; None stays None."""
    if newest is None:
        return None
    return {
        "sequence": newest.sequence,
        "record_sha256": newest.record_sha256,
        "published_at": utc_text(newest.published_at),
    }


def log_records(publications):
    """The Publications of a queryset, in its order, as the log writes each: an iterator of dicts.

    `details_sha256` stands there only where the record has one, so that everything but `record_sha256` and
    `withdrawn` is what the record's hash is computed from.
    """
    for row in publications.values_list(*COLUMNS, named=True).iterator():
        details = {"details_sha256": row.details_sha256} if row.details_sha256 else {}
        yield {
            "sequence": row.sequence,
            "fiscal_year": row.year_be,
            "page": row.page,
            "number": row.number,
            "published_at": utc_text(row.published_at),
            "role": row.published_by_role,
            "note": row.note,
            "sha256": row.sha256,
            "previous": row.previous or None,
            **details,
            "record_sha256": row.record_sha256,
            "withdrawn": _withdrawn(row.withdrawn_at, row.withdrawn_reason),
        }


def log_notices(publications):
    """What the Notices among the Publications of a queryset say, as the log writes each: an iterator of dicts.

    They stand beside the records, in their order: a notice says what was withdrawn, or which clock was wrong.
    """
    rows = publications.filter(page__in=Notice.values, withdrawn_at=None)
    for sequence, content in rows.values_list("sequence", "content").iterator():
        yield {"sequence": sequence, "content": parse_content(content)}


def _withdrawn(at, reason):
    return {"at": utc_text(at), "reason": reason} if at else None


def write_log(agency, write, *, at):
    """Pass the agency's whole log to `write` in pieces, a record a line; returns the number of records.

    Notices follow, a line each.

    `at` is the moment of the export. Records published meanwhile are left for the next log.
    """
    newest = tip(agency.publications)
    opening = {"schema": SCHEMA, "agency": agency.slug, "exported_at": utc_text(at)}
    opening["head"] = tip_content(newest)
    write(json.dumps(opening, ensure_ascii=False)[:-1] + ', "records": [')
    rows = agency.publications.filter(sequence__lte=newest.sequence if newest else 0).order_by("sequence")
    count = _write_lines(write, log_records(rows))
    if rows.filter(page__in=Notice.values).exists():
        write('\n], "notices": [')
        _write_lines(write, log_notices(rows))
    write("\n]}\n")
    return count


def _write_lines(write, rows):
    """The elements of a JSON array, a line each; returns how many."""
    count = 0
    for count, row in enumerate(rows, start=1):
        write(("\n" if count == 1 else ",\n") + json.dumps(row, ensure_ascii=False))
    return count


def read_log(data):
    """The bytes of a log as a Log. LogError when they are none, or when they do not fit together.

    A part of a log (a page of /ita/chain.json) will do: its records must follow one another.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise LogError("ไฟล์นี้ไม่ใช่ JSON ที่อ่านได้") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise LogError(f"ไฟล์นี้ไม่ใช่บันทึกสายลายนิ้วมือ (schema ต้องเป็น {SCHEMA})")
    log = Log(*(document.get(name) for name in ("agency", "head", "records")), document.get("notices", []))
    if not isinstance(log.agency, str) or not all(
        isinstance(each, list) for each in (log.records, log.notices)
    ):
        raise LogError("ไฟล์นี้ไม่มีชื่อหน่วยงานหรือรายการบันทึก")
    if log.tip is not None and not _has(log.tip, TIP_TYPES):
        raise LogError("ปลายสาย (head) ในไฟล์นี้ไม่ครบ")
    _check_records(log)
    _check_notices(log)
    return log


def _has(value, types):
    return isinstance(value, dict) and all(isinstance(value.get(name), kind) for name, kind in types.items())


def _check_records(log):
    """LogError at the first record of a log that its own hash or its neighbour contradicts."""
    before = None
    for place, record in enumerate(log.records, start=1):
        if not _has(record, RECORD_TYPES):
            raise LogError(f"บันทึกรายการที่ {place} ในไฟล์นี้ไม่ครบ")
        if _hash_of(log.agency, record) != record["record_sha256"]:
            raise LogError(f"ไฟล์นี้ถูกแก้: ลายนิ้วมือของลำดับที่ {record['sequence']} ไม่ตรงกับข้อมูลในไฟล์")
        if before and (record["sequence"], record["previous"]) != (
            before["sequence"] + 1,
            before["record_sha256"],
        ):
            raise LogError(f"ไฟล์นี้ถูกตัดหรือถูกแก้: ลำดับที่ {record['sequence']} ไม่ต่อจากลำดับที่ {before['sequence']}")
        before = record
    if before is None:
        return
    last = (before["sequence"], before["record_sha256"])
    end = (log.tip["sequence"], log.tip["record_sha256"]) if log.tip else (0, "")
    if last[0] > end[0] or (last[0] == end[0] and last != end):
        raise LogError("ไฟล์นี้ถูกแก้: ปลายสาย (head) ไม่ตรงกับบันทึกในไฟล์")


def _check_notices(log):
    """LogError for a notice of a log that is not what its record says, or a withdrawal that it contradicts."""
    records = {record["sequence"]: record for record in log.records}
    for notice in log.notices:
        if not _has(notice, {"sequence": int, "content": dict}):
            raise LogError("คำชี้แจงหรือการถอน (notices) ในไฟล์นี้ไม่ครบ")
        record = records.get(notice["sequence"])
        if record is None or _content_hash(notice["content"]) != record["sha256"]:
            raise LogError(f"ไฟล์นี้ถูกแก้: เนื้อหาของลำดับที่ {notice['sequence']} ไม่ตรงกับลายนิ้วมือ")
        if record["page"] == Notice.WITHDRAWAL:
            named = records.get(notice["content"]["record"]["sequence"])
            said = {"at": record["published_at"], "reason": record["note"]}
            if named and named["withdrawn"] != said:
                raise LogError(f"ไฟล์นี้ถูกแก้: การถอนลำดับที่ {named['sequence']} ไม่ตรงกับลำดับที่ {record['sequence']}")


def _content_hash(content):
    try:
        return sha256_hex(canonical_json(content))
    except (TypeError, ValueError):
        return None


def _hash_of(agency_slug, record):
    try:
        published_at = datetime.fromisoformat(record["published_at"])
    except ValueError:
        return None
    return record_hash(
        agency_slug=agency_slug,
        year_be=record["fiscal_year"],
        page=record["page"],
        number=record["number"],
        sequence=record["sequence"],
        sha256=record["sha256"],
        previous=record["previous"],
        published_at=published_at,
        role=record["role"],
        note=record["note"],
        details_sha256=record.get("details_sha256", ""),
    )


def compare(agency, log):
    """Is everything of an earlier log still in the agency's record? Returns a Comparison.

    Together with a whole chain (chain.verify) the same record hash at the log's head proves that nothing
    before it changed; the other records are compared to name the first that did.
    """
    columns = ("record_sha256", "withdrawn_at", "withdrawn_reason")
    rows = agency.publications.values_list("sequence", *columns)
    present = {sequence: rest for sequence, *rest in rows.iterator()}
    withdrawn_since = 0
    for record in log.records:
        name = record_name(record["page"], record["fiscal_year"], record["number"])
        now = present.get(record["sequence"])
        reason = _difference(record, now)
        if reason:
            return Comparison(Fault(record["sequence"], name, reason), withdrawn_since)
        withdrawn_since += bool(now[1] and not record["withdrawn"])
    if log.tip and present.get(log.tip["sequence"], [None])[0] != log.tip["record_sha256"]:
        fault = Fault(log.tip["sequence"], "(ปลายสายของไฟล์)", "ไม่มีในระบบแล้ว หรือลายนิ้วมือไม่ตรง")
        return Comparison(fault, withdrawn_since)
    return Comparison(None, withdrawn_since)


def _difference(record, now):
    """Why a record of a log is not the one in the database any more, in Thai; "" when it is."""
    if now is None:
        return "มีในไฟล์ แต่ไม่มีในระบบแล้ว"
    record_sha256, withdrawn_at, withdrawn_reason = now
    if record_sha256 != record["record_sha256"]:
        return "ลายนิ้วมือของบันทึกไม่ตรงกับในไฟล์ บันทึกนี้หรือบันทึกก่อนหน้าถูกเขียนใหม่"
    if record["withdrawn"] and _withdrawn(withdrawn_at, withdrawn_reason) != record["withdrawn"]:
        return "การถอน (เวลาหรือเหตุผล) ไม่ตรงกับในไฟล์"
    return ""
