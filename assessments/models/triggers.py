"""What the database itself refuses, beyond constraints: triggers for SQLite and PostgreSQL alike.

They are dropped before and put back after every `migrate`, because SQLite loses a table's triggers
whenever a migration rebuilds it.
"""

from dataclasses import dataclass

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

PUBLISHED = "EXISTS (SELECT 1 FROM assessments_publication p WHERE {0})"
FIXED_COLUMNS = (
    "id agency_id year_be page number sequence schema sha256 previous record_sha256"
    " published_at published_by published_by_role note"
).split()


@dataclass(frozen=True)
class Trigger:
    """Refuse `event` (INSERT, UPDATE or DELETE) on `table` where `condition` (SQL over OLD and NEW) holds."""

    name: str
    table: str
    event: str
    condition: str
    message: str

    def statements(self, vendor):
        """The SQL that puts this guard up, for "sqlite" or "postgresql"."""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} WHEN {self.condition} "
                f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        kept = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition} THEN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{self.name}'; END IF; "
            f"RETURN {kept}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
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
    *only_added(*(f"assessments_historical{name}" for name in JOURNALS)),
]


def create_triggers(guards, using="default"):
    """Create the guards whose tables exist; those already up are renewed."""
    drop_triggers(guards, using)
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in guards:
            if guard.table in tables and "assessments_publication" in tables:
                for statement in guard.statements(connection.vendor):
                    cursor.execute(statement)


def drop_triggers(guards, using="default"):
    """Drop the guards. Only `migrate` and the tests' clean-up do this."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in guards:
            if guard.table not in tables:
                continue
            suffix = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{suffix}")


def recreate_after_migrate(app_config, guards):
    """Lift `guards` for the time of a migrate of `app_config` and put them back after it."""

    def lift(using, **kwargs):
        drop_triggers(guards, using)

    def restore(using, **kwargs):
        create_triggers(guards, using)

    pre_migrate.connect(lift, sender=app_config, weak=False, dispatch_uid=f"lift {app_config.name}")
    post_migrate.connect(restore, sender=app_config, weak=False, dispatch_uid=f"restore {app_config.name}")
