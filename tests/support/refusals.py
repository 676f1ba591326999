"""How tests provoke what the database refuses: by the name of the constraint, in words and in SQL."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction


def constraint_of(model, name):
    """The constraint of this name among those of the model."""
    return next(each for each in model._meta.constraints if each.name == name)


def assert_refused(row, name, *, sentence=None):
    """An unsaved `row` breaks the constraint `name`: full_clean says it in Thai, the database refuses it.

    `sentence` is what the form says when a field's validator speaks before the constraint does.
    """
    constraint = constraint_of(type(row), name)
    with pytest.raises(ValidationError) as invalid:
        row.full_clean()
    said, expected = invalid.value.messages, sentence or constraint.violation_error_message
    assert expected in said, f"{expected!r} is not among {said}"

    assert_database_refuses(row, name)


def assert_database_refuses(row, name):
    """Saving without validation runs into this very constraint."""
    constraint = constraint_of(type(row), name)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    wanted, got = sql_name(constraint, type(row)), str(refused.value)
    assert wanted in got, f"{wanted} is not in {got!r}"


def sql_name(constraint, model):
    """What the database calls the constraint: SQLite names the columns of a unique one."""
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        columns = [model._meta.get_field(field).column for field in constraint.fields]
        return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return constraint.name


def assert_guarded(message, statement, parameters=()):
    """A statement past all Python code is refused by a guard of the database with this message."""
    with pytest.raises(IntegrityError, match=message), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
