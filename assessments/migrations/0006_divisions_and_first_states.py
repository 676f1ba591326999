"""Divisions that were typed become rows, and the journal starts with the desk as it stands."""

from django.db import migrations
from django.utils import timezone

TRACKED = (
    "agency fiscalyear instrument indicator subindicator oititem ratingband assessment indicatorscore"
    " division disclosure disclosurelink shownrequirement"
).split()


def divisions_from_text(apps, schema_editor):
    Disclosure = apps.get_model("assessments", "Disclosure")
    Division = apps.get_model("assessments", "Division")
    for disclosure in Disclosure.objects.exclude(division_text="").order_by("pk"):
        division, _created = Division.objects.get_or_create(
            agency_id=disclosure.agency_id, name=disclosure.division_text
        )
        Disclosure.objects.filter(pk=disclosure.pk).update(division=division)


def text_from_divisions(apps, schema_editor):
    for disclosure in apps.get_model("assessments", "Disclosure").objects.filter(division__isnull=False):
        disclosure.division_text = disclosure.division.name
        disclosure.save(update_fields=["division_text"])


def first_states(apps, schema_editor):
    write_first_states(apps, "assessments", TRACKED)


def write_first_states(apps, app_label, names):
    """One row of the journal for every row of the desk that has none yet."""
    for name in names:
        model = apps.get_model(app_label, name)
        journal = apps.get_model(app_label, f"historical{name}")
        known = {field.attname for field in journal._meta.fields}
        columns = [field.attname for field in model._meta.fields if field.attname in known]
        for row in model.objects.order_by("pk").values(*columns).iterator(chunk_size=500):
            journal.objects.create(
                history_date=timezone.now(),
                history_type="+",
                history_change_reason="สภาพเมื่อเริ่มบันทึกประวัติ",
                **row,
            )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_people_and_journal")]

    operations = [
        migrations.RunPython(divisions_from_text, text_from_divisions),
        migrations.RunPython(first_states, migrations.RunPython.noop),
    ]
