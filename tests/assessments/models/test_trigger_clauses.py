"""Each clause of a trigger's condition holds something back, and lets pass what it does not mean."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from assessments.models import FiscalYear, OITItem, Publication
from assessments.record.publish import withdraw
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_plan,
    publish_checklist,
    publish_plan,
    publish_result,
)
from tests.support.refusals import assert_guarded

pytestmark = pytest.mark.django_db
COLUMNS = [field.column for field in Publication._meta.fields if field.column != "id"]
# What else must differ from the record for one of its keys alone to be taken again.
UNLIKE = {"number": "number + 7", "sequence": "sequence + 7", "record_sha256": "'other'"}
KEYS = {
    "id": UNLIKE,
    "hash": {"number": "number + 7", "sequence": "sequence + 7"},
    "place in the chain": {"number": "number + 7", "record_sha256": "'other'"},
    "number of the page": {"sequence": "sequence + 7", "record_sha256": "'other'"},
}
JOURNALS = [model._meta.db_table for model in apps.get_models() if model.__name__.startswith("Historical")]


def sql(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def triggers_on(table):
    """The events (UPDATE, DELETE, INSERT) at which the database asks a trigger of this table."""
    if connection.vendor == "sqlite":
        chosen = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        chosen = "SELECT 'x BEFORE ' || event_manipulation FROM information_schema.triggers"
        chosen += " WHERE event_object_table = %s"
    with connection.cursor() as cursor:
        cursor.execute(chosen, [table])
        return {text.partition("BEFORE ")[2].split()[0] for (text,) in cursor.fetchall()}


@pytest.mark.parametrize("key", KEYS)
def test_each_key_of_a_record_is_taken_once(key):
    publish_result()
    taken = "id" if key == "id" else "id + 100"
    values = ", ".join(KEYS[key].get(column, column) for column in COLUMNS)

    assert_guarded(
        "never replaced",
        f"INSERT INTO assessments_publication (id, {', '.join(COLUMNS)})"
        f" SELECT {taken}, {values} FROM assessments_publication",
    )


def test_every_page_of_every_year_counts_from_1():
    agency = make_agency()
    publish_result(make_assessment(agency, 2563))
    publish_result(make_assessment(agency, 2564))
    publish_checklist(agency, 2564)
    publish_result(agency=make_agency("other", name="อื่น"))

    assert set(Publication.objects.values_list("number", flat=True)) == {1}


def test_withdrawal_is_not_written_over():
    withdraw(publish_result(), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    for change in ("withdrawn_reason = 'อื่น'", "withdrawn_at = '2001-01-01 00:00:00'"):
        assert_guarded("withdrawn once", f"UPDATE assessments_publication SET {change} WHERE content = ''")


@pytest.mark.parametrize("column", ["id", "withdrawn_by"])
def test_withdrawn_record_keeps_this(column):
    withdraw(publish_result(), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    assert_guarded("withdrawn once", f"UPDATE assessments_publication SET {column} = '77' WHERE content = ''")


def test_record_keeps_its_id_when_it_is_withdrawn():
    publish_result()

    withdrawal = "withdrawn_at = published_at, withdrawn_by = 'x', withdrawn_reason = 'x'"
    assert_guarded(
        "withdrawn once", f"UPDATE assessments_publication SET content = '', id = id + 100, {withdrawal}"
    )


@pytest.mark.parametrize("table", JOURNALS)
def test_every_journal_refuses_change_and_deletion(table):
    assert {"UPDATE", "DELETE"} <= triggers_on(table)


def test_result_of_a_year_that_is_not_published_can_go():
    published, other = make_assessment(), make_assessment(year_be=2564)
    publish_result(published)

    assert sql("DELETE FROM assessments_indicatorscore WHERE assessment_id = %s", other.pk)
    assert sql("DELETE FROM assessments_assessment WHERE id = %s", other.pk)


def test_published_measures_hold_no_result_of_their_year():
    assessment = make_assessment(year_be=2564)
    publish_plan(make_plan(assessment.agency, 2564, actions=[(1, "จัดทำคู่มือ")]))

    assert sql("DELETE FROM assessments_indicatorscore WHERE assessment_id = %s", assessment.pk)
    assert sql("DELETE FROM assessments_assessment WHERE id = %s", assessment.pk)


def test_only_a_published_checklist_holds_the_items_of_its_year():
    agency = make_agency()
    make_disclosure(agency, "O42", 2564)
    publish_checklist(agency, 2564)
    publish_result(make_assessment(agency, 2563))
    of_2563 = OITItem.objects.filter(year__year_be=2563).first()
    of_2564 = OITItem.objects.filter(year__year_be=2564, disclosures=None).first()

    assert_guarded("checklist with this item", "DELETE FROM assessments_oititem WHERE id = %s", [of_2564.pk])
    assert sql("DELETE FROM assessments_oititem WHERE id = %s", of_2563.pk)
    assert FiscalYear.objects.filter(year_be=2563).exists()


def test_published_result_holds_no_link_of_a_checklist_that_is_not():
    agency = make_agency()
    disclosure = make_disclosure(agency, "O42", 2564, links=[("แผน", "https://www.example.go.th/a")])
    publish_result(make_assessment(agency, 2564))

    assert sql("DELETE FROM assessments_disclosurelink WHERE disclosure_id = %s", disclosure.pk)
