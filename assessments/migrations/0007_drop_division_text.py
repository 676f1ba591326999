"""The typed name of a division is a row now (0006)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_divisions_and_first_states")]

    operations = [migrations.RemoveField(model_name="disclosure", name="division_text")]
