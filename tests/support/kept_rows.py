"""Rows that a test needs again and again, made once a process and then put back as plain SQL."""

from graphlib import TopologicalSorter

import time_machine
from django.apps import apps
from django.db import connection, transaction

from assessments.models import Agency

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

    It is built again where something stands in its way already, or where the clock was moved.
    Sequences never give an id again: PostgreSQL's are not rolled back with the rows, SQLite counts on
    from the highest id it was given.
    """
    if Agency.objects.exists() or time_machine.escape_hatch.is_travelling():
        build()
    elif name in _kept:
        put_back(_kept[name])
    else:
        models = _models()
        alone = not any(model._base_manager.exists() for model in models)
        with transaction.atomic():
            build()
        if alone:
            _kept[name] = [insert for model in models for insert in inserts(model)]


def put_back(statements):
    """Write the rows that `inserts` read."""
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters)


def inserts(model, ids=(0, 2**62)):
    """(statement, parameters) pairs that write the rows of a table with these ids as they are now."""
    quote, meta = connection.ops.quote_name, model._meta
    names = [field.column for field in meta.concrete_fields]
    columns, table = ", ".join(map(quote, names)), quote(meta.db_table)
    key = quote(meta.pk.column)
    with connection.cursor() as cursor:
        chosen = f"SELECT {columns} FROM {table} WHERE {key} BETWEEN %s AND %s ORDER BY {key}"
        cursor.execute(chosen, ids)
        rows = cursor.fetchall()
    row = "(" + ", ".join(["%s"] * len(names)) + ")"
    step = MOST_PARAMETERS // len(names)
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        values = ", ".join([row] * len(some))
        yield f"INSERT INTO {table} ({columns}) VALUES {values}", [each for row in some for each in row]
