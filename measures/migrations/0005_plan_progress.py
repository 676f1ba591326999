"""A second screen of the plan, for its progress page: no table changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("measures", "0004_original_documents")]

    operations = [
        migrations.CreateModel(
            name="PlanProgress",
            fields=[],
            options={
                "verbose_name": "ความก้าวหน้าของแผน",
                "verbose_name_plural": "ความก้าวหน้าของแผน",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("measures.measuresplan",),
        ),
    ]
