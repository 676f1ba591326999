"""Rows that a test needs again and again, made once a process and then put back as plain SQL."""

from graphlib import TopologicalSorter

from django.apps import apps
from django.db import connection, transaction

MOST_PARAMETERS = 900  # SQLite's old limit of 999 for one statement
_kept = {}


def _models():
    """The tables of ours, each after those it points to."""
    ours = [model for app in ("assessments", "measures") for model in apps.get_app_config(app).get_models()]
    above = {
        model: {
            field.related_model
            for field in model._meta.concrete_fields
            if field.related_model in ours and field.related_model is not model
        }
        for model in ours
        if not model._meta.proxy
    }
    return list(TopologicalSorter(above).static_order())


def with_rows(name, build):
    """The database as `build()` leaves it: built the first time, the same rows (and ids) put back later.

    Nothing of ours may stand in it before. Sequences never give an id again: PostgreSQL's are not rolled
    back with the rows, SQLite counts on from the highest id it was given.
    """
    if name in _kept:
        with connection.cursor() as cursor:
            for statement, parameters in _kept[name]:
                cursor.execute(statement, parameters)
        return
    models = _models()
    assert not any(model._base_manager.exists() for model in models)
    with transaction.atomic():
        build()
    _kept[name] = [insert for model in models for insert in _inserts(model._meta)]


def _inserts(meta):
    """(statement, parameters) pairs that write every row of a table as it is now."""
    names = [field.column for field in meta.concrete_fields]
    columns = ", ".join(map(connection.ops.quote_name, names))
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {connection.ops.quote_name(meta.pk.column)}")
        rows = cursor.fetchall()
    row = "(" + ", ".join(["%s"] * len(names)) + ")"
    step = MOST_PARAMETERS // len(names)
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        values = ", ".join([row] * len(some))
        yield f"INSERT INTO {table} ({columns}) VALUES {values}", [each for row in some for each in row]
