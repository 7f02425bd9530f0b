"""Make a group for each role; desk roles may open the admin. What a role may do there is computed, not granted."""

from typing import Any

from django.db import migrations

ROLES = ["editor", "officer", "legal", "consumer_protection", "manager", "lead", "operator", "auditor", "administrator"]
DESK = [role for role in ROLES if role != "manager"]


def make_roles(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    access_admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role)
        if role in DESK:
            group.permissions.add(access_admin)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_branch_collection"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
