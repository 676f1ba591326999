"""Which triggers stand in the database, in a form that can be held against the wanted ones. Reads only."""

_POSTGRES_ROW, _POSTGRES_BEFORE = 1, 2
_POSTGRES_EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}
_POSTGRES_TRIGGERS = """
SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgqual IS NULL AND t.tgattr = '' AND t.tgnargs = 0,
       p.proname, l.lanname, p.prosrc
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""
_POSTGRES_DEFINITIONS = """
SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""
_SQLITE_TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"


def installed_triggers(cursor):
    """{(name, table): state} of every trigger of the database, by one query.

    A state is the trigger's own SQL on SQLite. On PostgreSQL it is what decides whether and how it works:
    its kind and event, that it is enabled for every row and session, and its function's name and source.
    """
    if cursor.db.vendor == "sqlite":
        cursor.execute(_SQLITE_TRIGGERS)
    else:
        cursor.execute(_POSTGRES_TRIGGERS)
    return {(name, table): state for name, table, *state in cursor.fetchall()}


def wanted_state(guard, vendor):
    """The state in which `guard` (a Trigger) stands when it is as it should be."""
    if vendor == "sqlite":
        return guard.statements(vendor)
    kind = _POSTGRES_ROW | _POSTGRES_BEFORE | _POSTGRES_EVENTS[guard.event]
    return [kind, "O", True, guard.name, "plpgsql", guard.body(vendor)]


def trigger_definitions(cursor):
    """[(name, table, the statement that puts it up)] of every trigger of the database."""
    cursor.execute(_SQLITE_TRIGGERS if cursor.db.vendor == "sqlite" else _POSTGRES_DEFINITIONS)
    return cursor.fetchall()


def table_names(cursor):
    """The names of the database's tables."""
    return set(cursor.db.introspection.table_names(cursor))
