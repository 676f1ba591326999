"""What the database itself refuses, beyond constraints: triggers for SQLite and PostgreSQL alike.

Which of them stand is told by `trigger_state.py`; how `migrate` keeps them is told by `trigger_migrate.py`.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connections, transaction
from django.db.models import UniqueConstraint

from assessments.models.trigger_state import installed_triggers, table_names, wanted_state

PUBLISHED = "EXISTS (SELECT 1 FROM assessments_publication p WHERE {0})"
FIXED_COLUMNS = (
    "id agency_id year_be page number sequence schema sha256 previous record_sha256"
    " published_at published_by published_by_role note salt changed_sha256 details_sha256"
).split()


@dataclass(frozen=True)
class Trigger:
    """Refuse `event` (INSERT, UPDATE or DELETE) on `table` where `condition` (SQL over OLD and NEW) holds."""

    name: str
    table: str
    event: str
    condition: str
    message: str

    def body(self, vendor):
        """What is done for a row: the trigger's program on SQLite, the function's source on PostgreSQL."""
        if vendor == "sqlite":
            return f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        kept = "OLD" if self.event == "DELETE" else "NEW"
        return (
            f" BEGIN IF {self.condition} THEN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{self.name}'; END IF; "
            f"RETURN {kept}; END "
        )

    def statements(self, vendor):
        """The SQL that puts this guard up, for "sqlite" or "postgresql"."""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} WHEN {self.condition} "
                + self.body(vendor)
            ]
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $${self.body(vendor)}$$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


@dataclass(frozen=True)
class ReplaceTrigger:
    """SQLite only: a row that breaks a unique key is refused before `OR REPLACE` can delete the one there.

    REPLACE deletes without asking any trigger for DELETE. The refusal is the one of the key itself, so an
    ordinary INSERT or UPDATE is told what it would be told without this guard. `keys` are tuples of columns.
    """

    name: str
    table: str
    event: str
    keys: tuple

    def statements(self, vendor):
        """The SQL that puts this guard up; `vendor` is always "sqlite"."""
        own = f'"{self.keys[0][0]}"'
        other = f"other.{own} <> OLD.{own} AND " if self.event == "UPDATE" else ""
        cases = " ".join(
            f"WHEN EXISTS (SELECT 1 FROM {self.table} other WHERE {other}"
            + " AND ".join(f'other."{column}" = NEW."{column}"' for column in key)
            + ") THEN RAISE(ABORT, 'UNIQUE constraint failed: "
            + ", ".join(f"{self.table}.{column}" for column in key)
            + "')"
            for key in self.keys
        )
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"BEGIN SELECT CASE {cases} END; END"
        ]


def published(agency, year, *pages):
    """SQL: some of `pages` of this agency's year was published. `agency` and `year` are SQL expressions."""
    named = ", ".join(f"'{page}'" for page in pages)
    return PUBLISHED.format(f"p.agency_id = {agency} AND p.year_be = ({year}) AND p.page IN ({named})")


def year_of(fiscal_year_id):
    """SQL: the Buddhist-era number of a fiscal year by its id (an SQL expression)."""
    return f"SELECT y.year_be FROM assessments_fiscalyear y WHERE y.id = {fiscal_year_id}"


def of_another_year(child_table, child_id, expected_year_id):
    """SQL: the framework row `child_id` is not of the fiscal year whose id is `expected_year_id`."""
    return f"(SELECT c.year_id FROM {child_table} c WHERE c.id = {child_id}) <> ({expected_year_id})"


def on_insert_and_update(name, table, condition, message):
    """The same refusal for INSERT and UPDATE, as two guards."""
    return [Trigger(f"{name}_{e.lower()}", table, e, condition, message) for e in ("INSERT", "UPDATE")]


def never_changed(model, message):
    """Refuse every UPDATE of a table of ours whose rows are only added."""
    return Trigger(f"{model}_no_update", f"assessments_{model}", "UPDATE", "OLD.id IS NOT NULL", message)


def never_deleted(model, message):
    """Refuse every DELETE from a table of ours whose rows stay."""
    return Trigger(f"{model}_no_delete", f"assessments_{model}", "DELETE", "OLD.id IS NOT NULL", message)


def only_added(*tables):
    """Refuse every UPDATE and DELETE of tables that are a journal: their rows are only added."""
    return [
        Trigger(
            f"{table}_no_{event.lower()}", table, event, "OLD.history_id IS NOT NULL", "the journal stays"
        )
        for table in tables
        for event in ("UPDATE", "DELETE")
    ]


def of_another_agency(division_id, agency_id):
    """SQL: the division (an SQL expression of its id, maybe NULL) is not of this agency."""
    return f"(SELECT d.agency_id FROM assessments_division d WHERE d.id = {division_id}) <> ({agency_id})"


JOURNALS = (
    "agency division membership itemverdict assessment indicatorscore disclosure disclosurelink"
    " shownrequirement fiscalyear instrument indicator subindicator oititem ratingband membership_divisions"
).split()

_ONLY_WITHDRAWN = " AND ".join(f"NEW.{column} = OLD.{column}" for column in FIXED_COLUMNS)
_SAME_REQUEST = " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in "id account_id agency_id kind role email reason asker_id asked_at expires_at".split()
)
_LINK_PUBLISHED = PUBLISHED.format(
    "EXISTS (SELECT 1 FROM assessments_disclosure d JOIN assessments_oititem i ON i.id = d.item_id"
    " JOIN assessments_fiscalyear y ON y.id = i.year_id WHERE d.id = OLD.disclosure_id"
    " AND p.agency_id = d.agency_id AND p.year_be = y.year_be)"
    " AND p.page = 'oit' AND p.published_at >= OLD.created_at"
)

TRIGGERS = [
    never_deleted("publication", "a published record is never deleted"),
    Trigger(
        "publication_no_update",
        "assessments_publication",
        "UPDATE",
        f"NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND {_ONLY_WITHDRAWN})",
        "a published record is never changed, only withdrawn once",
    ),
    # SQLite's INSERT OR REPLACE deletes the row it replaces without asking any trigger for DELETE.
    Trigger(
        "publication_no_replace",
        "assessments_publication",
        "INSERT",
        "EXISTS (SELECT 1 FROM assessments_publication p WHERE p.id = NEW.id"
        " OR p.record_sha256 = NEW.record_sha256"
        " OR (p.agency_id = NEW.agency_id AND p.sequence = NEW.sequence) OR (p.agency_id = NEW.agency_id"
        " AND p.year_be = NEW.year_be AND p.page = NEW.page AND p.number = NEW.number))",
        "a published record is never replaced",
    ),
    Trigger(
        "agency_slug_fixed",
        "assessments_agency",
        "UPDATE",
        f"NEW.slug <> OLD.slug AND {PUBLISHED.format('p.agency_id = OLD.id')}",
        "the slug of an agency that has published is part of its record",
    ),
    Trigger(
        "assessment_keep_published",
        "assessments_assessment",
        "DELETE",
        published("OLD.agency_id", year_of("OLD.year_id"), "result", "oit"),
        "this year of the agency is published",
    ),
    Trigger(
        "indicatorscore_keep_published",
        "assessments_indicatorscore",
        "DELETE",
        "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = OLD.assessment_id AND "
        + published("a.agency_id", year_of("a.year_id"), "result")
        + ")",
        "this score is published",
    ),
    Trigger(
        "disclosure_keep_published",
        "assessments_disclosure",
        "DELETE",
        "EXISTS (SELECT 1 FROM assessments_oititem i WHERE i.id = OLD.item_id AND "
        + published("OLD.agency_id", year_of("i.year_id"), "oit")
        + ")",
        "the checklist of this item is published",
    ),
    Trigger(
        "oititem_keep_published",
        "assessments_oititem",
        "DELETE",
        "EXISTS (SELECT 1 FROM assessments_publication p"
        " JOIN assessments_fiscalyear y ON y.year_be = p.year_be"
        " WHERE y.id = OLD.year_id AND p.page = 'oit')",
        "a checklist with this item is published",
    ),
    Trigger(
        "disclosurelink_keep_published",
        "assessments_disclosurelink",
        "DELETE",
        _LINK_PUBLISHED,
        "this link has a published address",
    ),
    Trigger(
        "disclosurelink_keep_address",
        "assessments_disclosurelink",
        "UPDATE",
        "(NEW.position <> OLD.position OR NEW.disclosure_id <> OLD.disclosure_id"
        f" OR NEW.created_at <> OLD.created_at) AND {_LINK_PUBLISHED}",
        "this link has a published address",
    ),
    never_changed("storedfile", "a stored file is never changed"),
    never_deleted("storedfile", "a stored file stays"),
    never_changed("documentversion", "a version of a document is never changed"),
    Trigger(
        "documentversion_keep_published",
        "assessments_documentversion",
        "DELETE",
        "EXISTS (SELECT 1 FROM assessments_publishedlink l WHERE l.version_id = OLD.id)",
        "this version of a document is published",
    ),
    never_changed("publishedlink", "what was published is never changed"),
    never_deleted("publishedlink", "what was published stays"),
    never_changed("linkcheck", "a check is never changed"),
    Trigger(
        "linkcheck_keep_changes",
        "assessments_linkcheck",
        "DELETE",
        "OLD.changed",
        "a change of state is kept for ever",
    ),
    *on_insert_and_update(
        "indicatorscore_same_year",
        "assessments_indicatorscore",
        of_another_year(
            "assessments_indicator",
            "NEW.indicator_id",
            "SELECT a.year_id FROM assessments_assessment a WHERE a.id = NEW.assessment_id",
        ),
        "the indicator belongs to another year",
    ),
    *on_insert_and_update(
        "disclosure_own_division",
        "assessments_disclosure",
        of_another_agency("NEW.division_id", "NEW.agency_id"),
        "the division belongs to another agency",
    ),
    *on_insert_and_update(
        "membership_own_divisions",
        "assessments_membership_divisions",
        of_another_agency(
            "NEW.division_id",
            "SELECT m.agency_id FROM assessments_membership m WHERE m.id = NEW.membership_id",
        ),
        "the division belongs to another agency",
    ),
    *on_insert_and_update(
        "citizenreport_own_agency",
        "assessments_citizenreport",
        "(SELECT r.agency_id FROM assessments_citizenreport r WHERE r.id = NEW.part_of_id) <> NEW.agency_id",
        "the matter belongs to another agency",
    ),
    never_changed("auditentry", "the audit log stays"),
    never_deleted("auditentry", "the audit log stays"),
    never_deleted("accountrequest", "a request about an account stays"),
    Trigger(
        "accountrequest_decided_once",
        "assessments_accountrequest",
        "UPDATE",
        f"OLD.decision <> '' OR NOT ({_SAME_REQUEST})",
        "a request about an account is decided once and never changed",
    ),
    *only_added(*(f"assessments_historical{name}" for name in JOURNALS)),
]


_registered = list(TRIGGERS)


def register_triggers(guards):
    """Add another app's guards to those that `migrate` keeps and that the record asks for."""
    _registered.extend(guard for guard in guards if guard not in _registered)


def registered_triggers():
    """The guards of every app."""
    return tuple(_registered)


def wanted_triggers(guards, vendor):
    """`guards` and, on SQLite, what keeps `OR REPLACE` from their tables."""
    return [*guards, *replace_triggers(guards)] if vendor == "sqlite" else list(guards)


def replace_triggers(guards):
    """The ReplaceTriggers of every table of `guards`, but for one that has such a guard in its own words."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    named = {guard.table for guard in guards if guard.name.endswith("_no_replace")}
    tables = sorted({guard.table for guard in guards} & models.keys() - named)
    return [
        ReplaceTrigger(f"{table}_no_replace_{event.lower()}", table, event, unique_keys(models[table]))
        for table in tables
        for event in ("INSERT", "UPDATE")
    ]


def unique_keys(model):
    """The columns of each key of a model that holds for every row, the primary key first."""
    meta = model._meta
    keys = [(meta.pk.column,)]
    keys += [(field.column,) for field in meta.concrete_fields if field.unique and not field.primary_key]
    names = [each.fields for each in meta.constraints if isinstance(each, UniqueConstraint)]
    keys += [tuple(meta.get_field(name).column for name in each) for each in (*names, *meta.unique_together)]
    return tuple(keys)


def create_triggers(guards, using="default"):
    """Put up those of `guards` that are missing or differ, where their tables exist; returns how many.

    All or none of them stand afterwards. Without a difference nothing is locked or written.
    """
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        tables, standing = table_names(cursor), installed_triggers(cursor)
        changed = 0
        for guard in wanted_triggers(guards, connection.vendor):
            stands = standing.get((guard.name, guard.table))
            if guard.table not in tables or "assessments_publication" not in tables:
                continue
            if stands == wanted_state(guard, connection.vendor):
                continue
            if stands:
                _drop(cursor, guard)
            for statement in guard.statements(connection.vendor):
                cursor.execute(statement)
            changed += 1
    return changed


def drop_triggers(guards, using="default"):
    """Drop the guards. Only the tests' clean-up and benches do this."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        standing = installed_triggers(cursor)
        for guard in wanted_triggers(guards, connection.vendor):
            if (guard.name, guard.table) in standing:
                _drop(cursor, guard)


def _drop(cursor, guard):
    suffix = f" ON {guard.table}" if cursor.db.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER {guard.name}{suffix}")


def trigger_faults(using="default"):
    """Which guards do not stand as they should, as (name, table, "missing" or "altered"); [] when all do.

    One query. A table that does not exist yet needs no guard.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        standing = installed_triggers(cursor)
        missing = [
            (guard.name, guard.table, "altered" if (guard.name, guard.table) in standing else "missing")
            for guard in wanted_triggers(registered_triggers(), connection.vendor)
            if standing.get((guard.name, guard.table)) != wanted_state(guard, connection.vendor)
        ]
        tables = table_names(cursor) if missing else ()
    return [fault for fault in missing if fault[1] in tables]
