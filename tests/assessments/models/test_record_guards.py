"""The record cannot be changed or deleted, and nothing published is deleted from under it, by SQL either."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from assessments.models import Publication
from assessments.models.triggers import TRIGGERS, drop_triggers
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_year,
    publish_checklist,
    publish_result,
)
from tests.support.refusals import assert_database_refuses, assert_guarded

pytestmark = pytest.mark.django_db
COLUMNS = [field.column for field in Publication._meta.fields if field.column != "id"]
OTHER_VALUES = {
    "agency_id": "agency_id + 1",
    "year_be": "2599",
    "number": "7",
    "sequence": "7",
    "published_at": "'2001-01-01 00:00:00'",
    "withdrawn_at": "'2001-01-01 00:00:00'",
    "summary": "'{}'",
    "changed_keys": "'{}'",
}
WITHDRAWAL = "withdrawn_at = published_at, withdrawn_by = 'x', withdrawn_reason = 'x'"
ERASED_WITH_THE_CONTENT = {"content", "summary", "changed_keys"}
FIXED = [name for name in COLUMNS if not name.startswith("withdrawn") and name not in ERASED_WITH_THE_CONTENT]


def sql(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_a_record_can_be_updated(column):
    publish_result()
    value = OTHER_VALUES.get(column, "'other'")

    with pytest.raises(IntegrityError):
        sql(f"UPDATE assessments_publication SET {column} = {value}")


def test_update_without_change_is_refused_too():
    publish_result()

    assert_guarded("only withdrawn once", "UPDATE assessments_publication SET note = note")


def test_record_cannot_be_deleted_by_sql_or_by_model():
    record = publish_result()

    assert_guarded("never deleted", "DELETE FROM assessments_publication")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Publication.objects.filter(pk=record.pk)._raw_delete("default")
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        record.delete()


def test_record_cannot_be_replaced():
    publish_result()
    insert, on_conflict = "INSERT OR REPLACE INTO", ""
    if connection.vendor == "postgresql":
        insert, on_conflict = "INSERT INTO", " ON CONFLICT (id) DO UPDATE SET note = 'other'"
    columns = ", ".join(COLUMNS)
    others = ", ".join("'อื่น'" if column == "note" else column for column in COLUMNS)

    unlike = others.replace("number", "7").replace("sequence", "7").replace("record_sha256", "'other'")
    free = "NULL" if connection.vendor == "sqlite" else "id + 1"
    for chosen in (f"id, {others}", f"{free}, {others}", f"id, {unlike}"):
        assert_guarded(
            "never replaced",
            f"{insert} assessments_publication (id, {columns})"
            f" SELECT {chosen} FROM assessments_publication{on_conflict}",
        )


@pytest.mark.parametrize("column", FIXED)
def test_withdrawing_may_not_change_anything_else(column):
    publish_result()
    value = OTHER_VALUES.get(column, "'other'")

    with pytest.raises(IntegrityError):
        sql(f"UPDATE assessments_publication SET content = '', {column} = {value}, {WITHDRAWAL}")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("publication_number_once_per_page", {"sequence": 2}),
        ("publication_sequence_once_per_agency", {"number": 2}),
        ("publication_counts_from_1", {"number": 0, "sequence": 2}),
        ("publication_counts_from_1", {"number": 2, "sequence": 0}),
        ("publication_has_a_note", {"number": 2, "sequence": 2, "note": ""}),
        ("publication_content_or_withdrawal", {"number": 2, "sequence": 2, "content": ""}),
        ("publication_content_or_withdrawal", {"number": 2, "sequence": 2, "withdrawn_by": "x"}),
        ("publication_content_or_withdrawal", {"number": 2, "sequence": 2, "withdrawn_reason": "x"}),
        ("publication_details_bound_or_old", {"number": 2, "sequence": 2, "salt": ""}),
    ],
)
def test_record_that_must_not_exist_is_refused_by_name(constraint, fields):
    row = publish_result()
    drop_triggers(TRIGGERS)
    row.pk, row._state.adding, row.record_sha256 = None, True, "0" * 64
    for name, value in fields.items():
        setattr(row, name, value)

    assert_database_refuses(row, constraint)


def test_page_has_one_menu_row():
    assessment = make_assessment()
    old = publish_result(assessment)
    assessment.scores.update(value=0)
    row = publish_result(assessment, note="แก้คะแนน").current_of
    row.pk, row._state.adding, row.current = None, True, old

    assert_database_refuses(row, "publishedpage_once")


def test_withdrawal_without_erasing_the_content_is_refused():
    publish_result()

    assert_guarded("publication_content_or_withdrawal", f"UPDATE assessments_publication SET {WITHDRAWAL}")
    sql(f"UPDATE assessments_publication SET content = '', {WITHDRAWAL}")


def test_slug_is_fixed_once_the_agency_has_published():
    agency = make_agency()
    sql("UPDATE assessments_agency SET slug = 'renamed'")
    sql("UPDATE assessments_agency SET slug = 'pakchong'")
    publish_result(agency=agency)

    assert_guarded("slug", "UPDATE assessments_agency SET slug = 'renamed'")
    sql("UPDATE assessments_agency SET district = 'เมือง'")


def test_agency_that_has_published_cannot_be_deleted():
    agency = publish_result().agency

    with pytest.raises(ProtectedError):
        agency.delete()


def test_published_result_keeps_its_rows():
    assessment = make_assessment()
    publish_result(assessment)

    assert_guarded("score is published", "DELETE FROM assessments_indicatorscore")
    assert_guarded("year of the agency is published", "DELETE FROM assessments_assessment")


def test_result_that_was_never_published_can_go():
    assessment = make_assessment()
    publish_result(agency=make_agency("other", name="อื่น"))

    assessment.scores.all().delete()
    assessment.delete()

    assert make_agency("other").assessments.exists()


def test_published_checklist_keeps_its_answers_of_that_year_and_agency():
    make_disclosure(code="O42")
    make_disclosure(code="O42", year_be=2563)
    publish_checklist(year_be=2564)

    of_2563 = make_year(2563).oit_items.get(code="O42")
    sql("DELETE FROM assessments_disclosure WHERE item_id = %s", of_2563.pk)
    assert_guarded("checklist of this item is published", "DELETE FROM assessments_disclosure")


def test_published_link_keeps_its_address_and_a_new_one_may_still_go():
    disclosure = make_disclosure(links=[("ประกาศ", "https://a.go.th/1")])
    publish_checklist()
    disclosure.links.create(position=2, label="ใหม่", url="https://a.go.th/2")

    for change in (
        "position = 9",
        "created_at = '2001-01-01 00:00:00'",
        f"disclosure_id = {make_disclosure(code='O43').pk}",
    ):
        assert_guarded(
            "published address", f"UPDATE assessments_disclosurelink SET {change} WHERE position = 1"
        )
    assert_guarded("published address", "DELETE FROM assessments_disclosurelink WHERE position = 1")
    sql(
        "UPDATE assessments_disclosurelink SET url = 'https://a.go.th/new', removed = %s WHERE position = 1",
        True,
    )
    sql("UPDATE assessments_disclosurelink SET position = 3 WHERE position = 2")
    sql("DELETE FROM assessments_disclosurelink WHERE position = 3")

    assert disclosure.links.get().url == "https://a.go.th/new"
