"""The journal of measures starts with the desk as it stands."""

from importlib import import_module

from django.db import migrations

TRACKED = ["measuresplan", "instrumentanalysis", "remediationaction"]


def first_states(apps, schema_editor):
    divisions = import_module("assessments.migrations.0006_divisions_and_first_states")
    divisions.write_first_states(apps, "measures", TRACKED)


class Migration(migrations.Migration):
    dependencies = [("measures", "0002_people_and_progress")]

    operations = [migrations.RunPython(first_states, migrations.RunPython.noop)]
