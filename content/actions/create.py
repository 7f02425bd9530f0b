"""Create: Wagtail's own create, with the tags that the form chose."""

from typing import Any

from django.db import transaction
from wagtail.actions.create import CreateAction
from wagtail.actions.registry import action_registry

from content.actions.retag_component import retag_component
from content.models import Component


class CreateComponentAction(CreateAction):
    """Saves the new piece and its tags in one transaction. Raises what Wagtail's action does, and Refused."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        with transaction.atomic():
            made = super().execute(skip_permission_checks=skip_permission_checks)
            if self.form is not None:
                retag_component(made, **self.form.chosen_tags, actor=self.user)
            return made


def register() -> None:
    """Put the guard in the place of Wagtail's create for components of every kind."""
    action_registry.register(Component, CreateComponentAction)
