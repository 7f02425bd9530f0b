"""Edit: the guard around Wagtail's own edit, held under the component's row lock."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.edit import EditAction, EditPermissionError
from wagtail.actions.registry import action_registry

from content.enums import ComponentState
from content.models import Component


class EditComponentAction(EditAction):
    """Refuses to write a component that went into review after the form was opened.

    Takes the component's row lock, so edit and submission cannot pass each other. Raises EditPermissionError.
    """

    def execute(self, skip_permission_checks: bool = False) -> Any:
        with transaction.atomic():
            held = Component.objects.select_for_update().only("state").get(pk=self.instance.pk)
            if held.state == ComponentState.IN_REVIEW:
                raise EditPermissionError(_("This piece went into review meanwhile. Your changes were not saved."))
            return super().execute(skip_permission_checks=skip_permission_checks)


def register() -> None:
    """Put the guard in the place of Wagtail's edit for components of every kind."""
    action_registry.register(Component, EditComponentAction)
