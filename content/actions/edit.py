"""Edit: the guard around Wagtail's own edit, held under the component's row lock."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.edit import EditAction, EditPermissionError
from wagtail.actions.registry import action_registry

from content.actions.note_received import note_received
from content.actions.retag_component import retag_component
from content.enums import ComponentState
from content.models import Component
from core import clock
from core.actions import Conflict


class EditComponentAction(EditAction):
    """Refuses to write over what the editor has not seen: a piece in review or gone, or a newer revision.

    Takes the component's row lock, so that edits and submission cannot pass each other. A form that is handed
    in carries `opened_on`, the id of the revision on which it was opened. Raises EditPermissionError, or
    Conflict for a piece that is there no more, whose form cannot be shown again. A form with `as_received`
    ticked notes what was received in the same transaction, and its tags are put on and taken off.
    """

    def execute(self, skip_permission_checks: bool = False) -> Any:
        with transaction.atomic():
            held = (
                Component.objects.select_for_update()
                .only("state", "latest_revision_id")
                .filter(pk=self.instance.pk)
                .first()
            )
            if held is None:
                raise Conflict(
                    _(
                        "This piece was deleted meanwhile. Your changes were not saved: go back, copy what "
                        "you typed, and put it into a new piece."
                    )
                )
            if held.state == ComponentState.IN_REVIEW:
                raise EditPermissionError(
                    _("This piece went into review meanwhile. Your changes were not saved.")
                )
            if held.state == ComponentState.CLOSED:
                raise EditPermissionError(
                    _("The customer withdrew the consent meanwhile. The piece is closed; nothing was saved.")
                )
            if self.form is not None and self.form.cleaned_data.get("opened_on") != held.latest_revision_id:
                raise EditPermissionError(
                    _(
                        "Somebody saved a newer version since you opened this one. Your changes were not "
                        "saved, and what you typed is still below: copy it, open the piece anew and bring "
                        "your changes over."
                    )
                )
            saved = super().execute(skip_permission_checks=skip_permission_checks)
            if self.form is not None:
                retag_component(saved, **self.form.chosen_tags, actor=self.user)
                if self.form.cleaned_data.get("as_received"):
                    note_received(saved, actor=self.user, at=clock.now())
            return saved


def register() -> None:
    """Put the guard in the place of Wagtail's edit for components of every kind."""
    action_registry.register(Component, EditComponentAction)
