"""Delete: the guard around Wagtail's own delete, held under the component's row lock."""

from typing import Any

from django.db import transaction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.registry import action_registry

from content.models import Component


class DeleteComponentAction(DeleteAction):
    """Takes the component's row lock, so that deletion and submission cannot pass each other.

    Looking for what protects the piece comes after the lock: a candidate that was written first is seen.
    Raises ProtectedError for a piece that review keeps.
    """

    def execute(self, skip_permission_checks: bool = False) -> Any:
        with transaction.atomic():
            Component.objects.select_for_update(of=("self",)).only("pk").filter(pk=self.instance.pk).first()
            return super().execute(skip_permission_checks=skip_permission_checks)


def register() -> None:
    """Put the guard in the place of Wagtail's delete for components of every kind."""
    action_registry.register(Component, DeleteComponentAction)
