"""The log of a chain as one JSON document (schema chain/1), to hand out.

docs/chain.md says what it proves.
"""

import json

from django.db.models import Case, F, TextField, Value, When

from assessments.content.canonical_json import parse_content, utc_text
from assessments.models import Notice
from assessments.record.chain import tip

SCHEMA = "chain/1"
COLUMNS = (
    "sequence year_be page number published_at published_by_role note sha256 previous record_sha256"
    " details_sha256 withdrawn_at withdrawn_reason"
).split()
TIP_TYPES = {"sequence": int, "record_sha256": str, "published_at": str}


def tip_content(newest):
    """A chain.Tip as the documents write it; None stays None."""
    if newest is None:
        return None
    return {
        "sequence": newest.sequence,
        "record_sha256": newest.record_sha256,
        "published_at": utc_text(newest.published_at),
    }


def logged(publications):
    """The Publications of a queryset, in its order, as the log writes each: an iterator of (record, notice).

    `details_sha256` stands in a record only where there is one, so that everything but `record_sha256` and
    `withdrawn` is what the record's hash is computed from. The notice is None for a page; a Notice stands
    beside the records: it says what was withdrawn, or which clock was wrong.
    """
    said = Case(
        When(page__in=Notice.values, withdrawn_at=None, then=F("content")),
        default=Value(""),
        output_field=TextField(),
    )
    for row in publications.annotate(said=said).values_list(*COLUMNS, "said", named=True).iterator():
        details = {"details_sha256": row.details_sha256} if row.details_sha256 else {}
        record = {
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
            "withdrawn": withdrawal_content(row.withdrawn_at, row.withdrawn_reason),
        }
        yield record, {"sequence": row.sequence, "content": parse_content(row.said)} if row.said else None


def withdrawal_content(at, reason):
    """When and why a record was withdrawn, as the documents write it; None for one that stands."""
    return {"at": utc_text(at), "reason": reason} if at else None


def write_log(agency, write, *, at):
    """Pass the agency's whole log to `write` in pieces, a record a line; returns the number of records.

    The notices follow, a line each; they are few, and are the only part that is held until then.
    `at` is the moment of the export. Records published meanwhile are left for the next log.
    """
    newest = tip(agency.publications)
    opening = {"schema": SCHEMA, "agency": agency.slug, "exported_at": utc_text(at)}
    opening["head"] = tip_content(newest)
    write(json.dumps(opening, ensure_ascii=False)[:-1] + ', "records": [')
    rows = agency.publications.filter(sequence__lte=newest.sequence if newest else 0).order_by("sequence")
    count, notices = 0, []
    for count, (record, notice) in enumerate(logged(rows), start=1):
        _write_line(write, count, record)
        notices += [notice] if notice else []
    if notices:
        write('\n], "notices": [')
    for number, notice in enumerate(notices, start=1):
        _write_line(write, number, notice)
    write("\n]}\n")
    return count


def _write_line(write, number, row):
    """The element of a JSON array with this number from 1, on a line of its own."""
    write(("\n" if number == 1 else ",\n") + json.dumps(row, ensure_ascii=False))
