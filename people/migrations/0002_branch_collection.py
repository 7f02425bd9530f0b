"""Apart from the first migration, because Wagtail's own tables need the user model before they exist."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="branch",
            name="collection",
            field=models.OneToOneField(
                editable=False,
                help_text="Where its media live.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="branch",
                to="wagtailcore.collection",
            ),
        ),
    ]
