"""Sentences that stood in Django's admin log (deeds and their reasons) are copied into the audit log."""

from django.conf import settings
from django.db import migrations

# (app, model) of a log entry: the table and column that tell its agency.
AGENCIES = {
    ("assessments", "assessment"): ("assessments_assessment", "agency_id"),
    ("assessments", "checklist"): ("assessments_assessment", "agency_id"),
    ("assessments", "publication"): ("assessments_publication", "agency_id"),
    ("assessments", "disclosure"): ("assessments_disclosure", "agency_id"),
    ("assessments", "citizenreport"): ("assessments_citizenreport", "agency_id"),
    ("assessments", "agency"): ("assessments_agency", "id"),
    ("measures", "measuresplan"): ("measures_measuresplan", "agency_id"),
    ("measures", "planprogress"): ("measures_measuresplan", "agency_id"),
}


def copy_sentences(apps, schema_editor):
    """Each entry that is a sentence of ours, and not Django's list of fields, once."""
    entry, audit = apps.get_model("admin", "LogEntry"), apps.get_model("assessments", "AuditEntry")
    agencies = set(apps.get_model("assessments", "Agency").objects.values_list("pk", flat=True))
    said = entry.objects.exclude(change_message="").exclude(change_message__startswith="[")
    with schema_editor.connection.cursor() as cursor:
        tables = set(schema_editor.connection.introspection.table_names(cursor))
        for each in said.select_related("user", "content_type").order_by("pk"):
            kind = (each.content_type.app_label, each.content_type.model) if each.content_type else ("", "")
            found, (table, column) = None, AGENCIES.get(kind, ("", ""))
            if table in tables and each.object_id and each.object_id.isdecimal():
                cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [int(each.object_id)])  # noqa: S608
                found = next((row[0] for row in cursor.fetchall()), None)
            audit.objects.create(
                at=each.action_time,
                by=each.user.username,
                agency_id=found if found in agencies else None,
                model=".".join(kind),
                row=each.object_id or "",
                about=each.object_repr[:300],
                sentence=each.change_message,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0013_audit_log"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(copy_sentences, migrations.RunPython.noop, elidable=True)]
