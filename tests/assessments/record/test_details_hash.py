"""The wider hash: people, what changed and old withdrawals cannot be rewritten unseen either."""

import io

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Publication
from assessments.record import chain
from assessments.record.record_hash import new_salt, record_hash
from tests.support.factories import make_agency, publish_content
from tests.support.tampering import BOUND, guards_down, make_old, publish_five, tamper

pytestmark = pytest.mark.django_db
WITHDRAWN = (
    "withdrawn_at = '2026-02-01 00:00:00', withdrawn_by = 'somsri', withdrawn_reason = 'ผิด', content = ''"
)


@pytest.fixture
def agency():
    return publish_five()


def fault(agency):
    return chain.verify(agency).fault


@pytest.mark.parametrize("sequence", [1, 3, 5])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("published_by = 'somchai'", "ผู้เผยแพร่"),
        ("schema = 'test/2'", "schema"),
        ("salt = 'ffffffffffffffffffffffffffffffff'", "details_sha256"),
        ('changed_keys = \'{"added": [], "removed": [], "changed": []}\'', "changed_keys"),
        ("changed_sha256 = 'f'", "details_sha256"),
        ("details_sha256 = 'f'", "record_sha256"),
        ("details_sha256 = '', salt = '', changed_sha256 = ''", "record_sha256"),
    ],
)
def test_rewritten_details_are_named(agency, sequence, change, reason):
    tamper(change, sequence)

    found = fault(agency)

    assert found.sequence == sequence
    assert reason in found.reason


def test_account_names_cannot_be_guessed_from_what_is_public():
    agencies = [make_agency("a"), make_agency("b", name="อื่น")]
    one, two = (publish_content(each, 2563, "result", {"schema": "test/1"}) for each in agencies)

    assert one.changed_keys == two.changed_keys
    assert one.changed_sha256 != two.changed_sha256
    assert one.details_sha256 != two.details_sha256
    assert len({one.salt, two.salt, new_salt()}) == 3


def test_records_of_before_stay_valid_and_the_next_one_binds_their_people_and_withdrawals(agency):
    make_old(agency)
    tamper(WITHDRAWN, 2)
    assert fault(agency) is None

    publish_content(agency, 2563, "result", {"schema": "test/1", "turn": 6}, note="ครั้งที่ 6")

    assert fault(agency) is None
    for change, sequence in [
        ("published_by = 'somchai'", 1),
        ("withdrawn_by = 'somchai'", 2),
        ("withdrawn_reason = 'อื่น'", 2),
        ("withdrawn_at = '2026-02-02 00:00:00'", 2),
    ]:
        before = Publication.objects.values().get(sequence=sequence)
        tamper(change, sequence)
        found = fault(agency)
        assert found.sequence == 6
        assert "ผู้เผยแพร่หรือการถอนของบันทึกก่อนหน้านี้" in found.reason
        with guards_down():
            Publication.objects.filter(sequence=sequence).update(**before)
    assert fault(agency) is None


def test_a_record_without_details_behind_one_that_has_them_is_refused(agency):
    row = agency.publications.get(sequence=5)
    bound = {name: getattr(row, name) for name in (*BOUND, "previous")}
    forged = record_hash(agency_slug=agency.slug, role=row.published_by_role, **bound)
    tamper("salt = '', changed_sha256 = '', details_sha256 = '', record_sha256 = %s", 5, forged)

    assert "ทั้งที่บันทึกก่อนหน้ามี" in fault(agency).reason


def test_the_command_names_a_rewritten_publisher(agency):
    tamper("published_by = 'somchai'", 4)
    told = io.StringIO()

    with pytest.raises(CommandError):
        call_command("verify_publications", stdout=told)

    assert "ลำดับที่ 4" in told.getvalue()
