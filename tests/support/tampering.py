"""Changing the record behind Django's back, as somebody with the database password could."""

from contextlib import contextmanager

from django.db import connection

from assessments.models import Agency
from assessments.models.triggers import TRIGGERS, create_triggers, drop_triggers
from assessments.record.record_hash import record_hash
from tests.support.factories import make_agency, publish_content
from tests.support.kept_rows import with_rows

PAGES = [(2563, "result"), (2564, "measures"), (2563, "result"), (2564, "oit"), (2563, "result")]

# What `record_hash` takes from the columns of a record under the same names, but for `previous`.
BOUND = "year_be page number sequence sha256 published_at note".split()


def publish_five(slug="pakchong", **fields):
    """An agency with five records: the result of 2563 three times, measures and checklist of 2564 once."""
    if slug != "pakchong" or fields:
        return _publish_five(slug, **fields)
    with_rows("five records", _publish_five)
    return Agency.objects.get(slug=slug)


def _publish_five(slug="pakchong", **fields):
    agency = make_agency(slug, **fields)
    for turn, (year_be, page) in enumerate(PAGES, start=1):
        content = {"schema": "test/1", "turn": turn, "name": "การเปิดเผยข้อมูล"}
        publish_content(agency, year_be, page, content, note=f"ครั้งที่ {turn}")
    return agency


@contextmanager
def guards_down():
    """The database without its guards; they are back up afterwards."""
    drop_triggers(TRIGGERS)
    yield
    create_triggers(TRIGGERS)


def tamper(change, sequence, *parameters):
    """`UPDATE assessments_publication SET {change}` for the record at this place, past all guards."""
    with guards_down(), connection.cursor() as cursor:
        statement = f"UPDATE assessments_publication SET {change} WHERE sequence = %s"
        cursor.execute(statement, [*parameters, sequence])
        assert cursor.rowcount == 1


def delete(sequence):
    """Delete the record at this place and the index row that points to it, or points it one back."""
    with guards_down(), connection.cursor() as cursor:
        chosen = "(SELECT id FROM assessments_publication WHERE sequence = %s)"
        cursor.execute(f"DELETE FROM assessments_publishedpage WHERE current_id = {chosen}", [sequence])
        cursor.execute("DELETE FROM assessments_publication WHERE sequence = %s", [sequence])
        assert cursor.rowcount == 1


def make_old(agency):
    """Write the agency's records as they were written before there were details."""
    previous = ""
    with guards_down():
        for row in agency.publications.order_by("sequence"):
            row.salt = row.changed_sha256 = row.details_sha256 = ""
            row.previous = previous
            bound = {name: getattr(row, name) for name in BOUND}
            previous = row.record_sha256 = record_hash(
                agency_slug=agency.slug, role=row.published_by_role, previous=previous, **bound
            )
            row.save()
