"""Records that no Python code could have written: bytes that cannot be read, columns that contradict."""

import pytest
from django.db import connection

from assessments.record import chain
from assessments.record.publish import withdraw
from assessments.record.record_hash import record_hash
from tests.support.tampering import publish_five, tamper

pytestmark = pytest.mark.django_db
UNREADABLE = {"sqlite": "note = CAST(x'41ff42' AS TEXT)", "postgresql": "published_at = '20000-01-01'"}
OF_ANOTHER_TYPE = {
    "sqlite": [  # which takes anything anywhere
        ("published_at = 'เมื่อวาน'", "เวลาที่เผยแพร่อ่านไม่ได้"),
        ("content = CAST(content AS BLOB)", "เนื้อหาไม่ตรง"),
        ("note = CAST(note AS BLOB)", "อ่านบันทึกนี้จากฐานข้อมูลไม่ได้"),
        ("number = 'สอง'", "record_sha256"),
    ],
    "postgresql": [
        ("published_at = 'infinity'", "record_sha256"),
        ("published_at = '-infinity'", "record_sha256"),
    ],
}


@pytest.fixture
def agency(db):
    return publish_five()


@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_record_whose_bytes_cannot_be_read_any_more_is_named(agency, sequence):
    tamper(UNREADABLE[connection.vendor], sequence)

    found = chain.verify(agency)

    assert found.fault.sequence == sequence
    assert "อ่านบันทึกนี้จากฐานข้อมูลไม่ได้" in found.fault.reason
    assert found.count == 5


def test_earlier_fault_is_named_before_one_that_cannot_be_read(agency):
    tamper(UNREADABLE[connection.vendor], 4)
    tamper("note = 'อื่น'", 2)

    assert chain.verify(agency).fault.sequence == 2


def test_failure_that_is_no_fault_of_a_record_is_not_hidden(agency, monkeypatch):
    monkeypatch.setattr(chain, "record_hash", FailingOnce(record_hash))

    with pytest.raises(ValueError, match="just once"):
        chain.verify(agency)


class FailingOnce:
    def __init__(self, function):
        self.function, self.failed = function, False

    def __call__(self, **bound):
        if not self.failed:
            self.failed = True
            raise ValueError("just once")
        return self.function(**bound)


@pytest.fixture
def unchecked(db):
    """The record's table without its CHECK on content and withdrawal."""
    if connection.vendor == "postgresql":
        statement = "ALTER TABLE assessments_publication DROP CONSTRAINT publication_content_or_withdrawal"
        statements = ["SET CONSTRAINTS ALL IMMEDIATE", statement], []
    else:
        statements = ["PRAGMA ignore_check_constraints = ON"], ["PRAGMA ignore_check_constraints = OFF"]
    with connection.cursor() as cursor:
        for statement in statements[0]:
            cursor.execute(statement)
        yield
        for statement in statements[1]:
            cursor.execute(statement)


def test_content_that_came_back_after_a_withdrawal_is_named(agency, unchecked):
    record = agency.publications.get(sequence=2)
    withdraw(record, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    tamper("content = %s", 2, '{"schema":"test/1"}')

    fault = chain.verify(agency).fault

    assert (fault.sequence, fault.reason) == (2, "ถอนแล้วแต่ยังมีเนื้อหาอยู่")


def test_content_that_vanished_without_a_withdrawal_is_named(agency, unchecked):
    tamper("content = ''", 2)

    assert chain.verify(agency).fault.sequence == 2


@pytest.mark.parametrize(("change", "reason"), OF_ANOTHER_TYPE[connection.vendor])
def test_column_that_holds_something_else_is_named(agency, change, reason):
    tamper(change, 2)

    fault = chain.verify(agency).fault

    assert fault.sequence == 2
    assert reason in fault.reason
