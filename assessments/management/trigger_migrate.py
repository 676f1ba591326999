"""How `migrate` keeps the guards: each migration leaves them as it found them, and the end sets them right.

SQLite loses a table's triggers when a migration rebuilds it, and refuses the rebuild while a trigger of
another table names it. So every trigger is lifted and put back inside the transaction of the migration
itself: whoever kills `migrate` finds the database before or after a migration, with its guards. When all
migrations are done, `post_migrate` changes the guards that differ from the wanted ones, in one transaction.
A migration with `atomic = False` has no such transaction; ours have none of those.
"""

from functools import cache

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from assessments.models.trigger_state import table_names, trigger_definitions
from assessments.models.triggers import create_triggers, registered_triggers


def _lift(connection, standing):
    with connection.cursor() as cursor:
        for name, _table, _statement in standing:
            cursor.execute(f'DROP TRIGGER "{name}"')


def _put_back(connection, standing):
    """Put up the triggers of `standing` that are down and whose table is still there."""
    with connection.cursor() as cursor:
        up = {(name, table) for name, table, _statement in trigger_definitions(cursor)}
        tables = table_names(cursor)
        for name, table, statement in standing:
            if (name, table) not in up and table in tables:
                cursor.execute(statement)


@cache
def keeping_triggers(editor_class):
    """A subclass of Django's schema editor `editor_class` that leaves the triggers as it found them.

    On PostgreSQL nothing is lifted (its tables are never rebuilt, and lifting would lock every table);
    what a migration drops to write past a guard is put back all the same.
    """

    class KeepingEditor(editor_class):
        standing = ()

        def __enter__(self):
            super().__enter__()
            if not self.collect_sql:
                with self.connection.cursor() as cursor:
                    self.standing = trigger_definitions(cursor)
                if self.connection.vendor == "sqlite":
                    _lift(self.connection, self.standing)
            return self

        def __exit__(self, kind, error, trace):
            if kind is None:
                try:
                    _put_back(self.connection, self.standing)
                except BaseException as failure:
                    super().__exit__(type(failure), failure, failure.__traceback__)
                    raise
            return super().__exit__(kind, error, trace)

    return KeepingEditor


def keep_through_migrate(app_config):
    """Keep the guards of every app through each `migrate`; `app_config` is any app that is always there."""

    def begin(using, **kwargs):
        connection = connections[using]
        vars(connection).pop("SchemaEditorClass", None)
        connection.SchemaEditorClass = keeping_triggers(connection.SchemaEditorClass)

    def end(using, **kwargs):
        vars(connections[using]).pop("SchemaEditorClass", None)
        create_triggers(registered_triggers(), using)

    pre_migrate.connect(begin, sender=app_config, weak=False, dispatch_uid="keep triggers")
    post_migrate.connect(end, sender=app_config, weak=False, dispatch_uid="set triggers right")
