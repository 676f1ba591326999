"""The chain: what a walk over it finds, and that it reads in small steps."""

import tracemalloc

import pytest

from assessments.content.canonical_json import sha256_hex
from assessments.models import Publication
from assessments.record import chain
from assessments.record.publish import withdraw
from assessments.record.record_hash import record_hash
from tests.support.factories import make_agency, publish_content, publish_pakchong
from tests.support.public_pages import only_reading
from tests.support.tampering import delete, publish_five, tamper

pytestmark = pytest.mark.django_db
NO_HASH = "0" * 64


@pytest.fixture
def agency(db):
    return publish_five()


def rehash(sequence):
    """Give a record the hashes that its columns ask for, as a careful forger would."""
    row = Publication.objects.get(sequence=sequence)
    row.sha256 = sha256_hex(row.content)
    names = ["year_be", "page", "number", "sequence", "sha256", "previous", "published_at", "note"]
    names.append("details_sha256")
    bound = {name: getattr(row, name) for name in names}
    row.record_sha256 = record_hash(agency_slug=row.agency.slug, role=row.published_by_role, **bound)
    tamper("sha256 = %s, record_sha256 = %s", sequence, row.sha256, row.record_sha256)


def test_untouched_chain_is_whole(agency):
    newest = Publication.objects.latest("sequence")

    with only_reading():
        found = chain.verify(agency)

    assert (found.count, found.fault) == (5, None)
    assert found.tip == chain.Tip(5, newest.record_sha256, newest.published_at)
    assert found.tip == chain.tip(agency.publications)
    assert chain.index_faults(agency) == chain.summary_faults(agency) == []


def test_nothing_published_is_whole_too():
    agency = make_agency()

    found = chain.verify(agency)

    assert (found.count, found.tip, found.fault) == (0, None, None)
    assert chain.tip(agency.publications) is None


def test_agencies_are_verified_each_for_itself():
    agencies = [publish_pakchong(), publish_five("other", name="อื่น")]

    found = [chain.verify(agency) for agency in agencies]

    assert [(each.count, each.fault) for each in found] == [(3, None), (5, None)]
    assert [chain.summary_faults(agency) for agency in agencies] == [[], []]


def test_withdrawn_record_keeps_its_place_without_content(agency):
    withdraw(Publication.objects.get(sequence=3), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    assert chain.verify(agency).fault is None
    assert chain.summary_faults(agency) == []


@pytest.mark.parametrize("sequence", [1, 3, 5])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("content = replace(content, 'เปิด', 'เปีด')", "เนื้อหาไม่ตรง"),
        ("content = content || ' '", "เนื้อหาไม่ตรง"),
        (f"sha256 = '{NO_HASH}'", "เนื้อหาไม่ตรง"),
        ("note = note || ' '", "record_sha256"),
        ("published_by_role = 'นายก อบต.'", "record_sha256"),
        ("year_be = 2599", "record_sha256"),
        ("page = 'progress'", "record_sha256"),
        ("number = 9", "record_sha256"),
        ("published_at = '2001-01-01 00:00:00'", "record_sha256"),
        (f"record_sha256 = '{NO_HASH}'", "record_sha256"),
        (f"previous = '{NO_HASH}'", "record_sha256"),
    ],
)
def test_one_changed_byte_names_the_record(agency, sequence, change, reason):
    tamper(change, sequence)

    found = chain.verify(agency)

    assert found.fault.sequence == sequence
    assert reason in found.fault.reason
    assert found.count == 5
    assert (found.tip.sequence if found.tip else 0) == sequence - 1


@pytest.mark.parametrize("sequence", [1, 2, 3, 4])
def test_missing_record_is_noticed_at_the_next_one(agency, sequence):
    delete(sequence)

    fault = chain.verify(agency).fault

    assert fault.sequence == sequence + 1
    assert f"ควรเป็นลำดับที่ {sequence} " in fault.reason


def test_record_rewritten_with_its_own_hashes_breaks_the_link_of_the_next(agency):
    tamper("content = replace(content, 'เปิด', 'ปิด')", 3)
    rehash(3)

    fault = chain.verify(agency).fault

    assert (fault.sequence, fault.name) == (4, "การเปิดเผยข้อมูลสาธารณะ (OIT) 2564 ฉบับที่ 1")
    assert "ไม่ต่อจากลำดับที่ 3" in fault.reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("number = 2, year_be = 2560", "เลขฉบับของหน้านี้ควรเป็น 1"),
        ("number = 4", "เลขฉบับของหน้านี้ควรเป็น 3"),
        ("published_at = '2001-01-01 00:00:00'", "ย้อนไปก่อนลำดับที่ 4"),
        ("previous = ''", "ไม่ต่อจากลำดับที่ 4"),
        ("sequence = 7", "ควรเป็นลำดับที่ 5"),
    ],
)
def test_last_record_may_not_break_an_order_even_with_its_own_hashes(agency, change, reason):
    tamper(change, 5)
    last = Publication.objects.latest("sequence").sequence
    rehash(last)

    fault = chain.verify(agency).fault

    assert fault.sequence == last
    assert reason in fault.reason


def test_first_record_names_no_other(agency):
    tamper("previous = %s", 1, NO_HASH)
    rehash(1)

    fault = chain.verify(agency).fault

    assert (fault.sequence, fault.reason) == (1, "เป็นบันทึกแรก แต่อ้างถึงบันทึกก่อนหน้า (previous)")


def test_long_chain_is_read_in_small_steps(monkeypatch):
    agency = make_agency()
    for turn in range(30):
        publish_content(agency, 2563, "result", {"schema": "test/1", "text": f"{turn} " + "x" * 400_000})
    monkeypatch.setattr(chain, "CHUNK", 2)

    tracemalloc.start()
    assert chain.verify(agency).count == 30
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 6_000_000, f"{peak:,} of 12,000,000 bytes were held at once"
