from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0011_details_of_records"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("changed_sha256", ""), ("details_sha256", ""), ("salt", "")),
                    models.Q(
                        models.Q(("salt", ""), _negated=True),
                        models.Q(("changed_sha256", ""), _negated=True),
                        models.Q(("details_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="publication_details_bound_or_old",
            ),
        ),
    ]
