"""SQLite's `OR REPLACE` deletes without asking any trigger for DELETE: refused on every guarded table."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from assessments.models.triggers import registered_triggers, replace_triggers, unique_keys

TABLES = sorted({guard.table for guard in registered_triggers()})


def model_of(table):
    return next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)


def keys_in_database(table):
    """The unique keys that the database itself knows, the primary key included."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    return {tuple(each["columns"]) for each in constraints.values() if each["unique"] or each["primary_key"]}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_every_unique_key_of_a_guarded_table_is_known(table):
    known = {frozenset(key) for key in unique_keys(model_of(table))}

    assert known == {frozenset(key) for key in keys_in_database(table)}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_row_of_a_guarded_table_is_never_replaced(rich_agency, table):
    """With the table as it is; the keys of an empty one are held by the test above."""
    columns = [field.column for field in model_of(table)._meta.concrete_fields]
    quoted = ", ".join(f'"{column}"' for column in columns)
    key = f'"{model_of(table)._meta.pk.column}"'
    replace = "OR REPLACE " if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), min({key}) FROM {table}")
        count, first = cursor.fetchone()
        if not count:
            return
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(
                f"INSERT {replace}INTO {table} ({quoted}) SELECT {quoted} FROM {table} WHERE {key} = %s",
                [first],
            )
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] == count


@pytest.mark.django_db
def test_replacing_through_another_key_or_an_update_is_refused(rich_agency):
    table = "assessments_disclosurelink"
    replace = "OR REPLACE " if connection.vendor == "sqlite" else ""
    statement = (
        f"UPDATE {replace}{table} SET position = (SELECT max(position) FROM {table} other"
        f" WHERE other.disclosure_id = {table}.disclosure_id)"
    )
    with (
        pytest.raises(IntegrityError, match="disclosurelink"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_every_guarded_table_has_such_a_guard():
    named = {guard.table for guard in registered_triggers() if guard.name.endswith("_no_replace")}
    guarded = {guard.table for guard in replace_triggers(registered_triggers())}

    assert named | guarded == set(TABLES)
