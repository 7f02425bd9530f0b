import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0007_labelled_sentences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleSetVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("rules", models.BinaryField()),
                ("rules_sha256", models.CharField(max_length=64)),
                ("switched_off", models.BinaryField(default=b"[]")),
                (
                    "replaced_sha256",
                    models.CharField(help_text="The fingerprint of what was in force before.", max_length=64),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("activated_at", models.DateTimeField(verbose_name="activated")),
                ("ledger_subject", models.CharField(max_length=80, unique=True)),
                (
                    "activated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="activated by",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule set",
                "verbose_name_plural": "rule sets",
                "ordering": ["-number"],
            },
        ),
    ]
