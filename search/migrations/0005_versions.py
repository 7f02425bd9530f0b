"""Versions for engines outside the database; what is indexed already has its first."""

import django.db.models.deletion
from django.db import migrations, models

FIRST = (
    "INSERT INTO search_indexversion (edition_id, version) SELECT edition_id, 1 FROM search_indexededition"
)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("search", "0004_dictionary")]

    operations = [
        migrations.CreateModel(
            name="IndexVersion",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index_version",
                        serialize=False,
                        to="review.edition",
                    ),
                ),
                ("version", models.PositiveBigIntegerField()),
            ],
            options={"verbose_name": "index version", "verbose_name_plural": "index versions"},
        ),
        migrations.CreateModel(
            name="Backlog",
            fields=[
                ("engine", models.CharField(max_length=16, primary_key=True, serialize=False)),
                (
                    "noted_at",
                    models.DateTimeField(
                        help_text="When something could not be written for the last time."
                    ),
                ),
            ],
            options={"verbose_name": "backlog", "verbose_name_plural": "backlogs"},
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
