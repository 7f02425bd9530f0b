"""Remove the groups that Wagtail makes: they are no roles, and they hold page permissions."""

from typing import Any

from django.db import migrations

STOCK = ["Moderators", "Editors"]


def remove_stock_groups(apps: Any, schema_editor: Any) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=STOCK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove_stock_groups, migrations.RunPython.noop)]
