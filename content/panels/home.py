"""The editor's part of the admin's home page."""

from typing import Any

from wagtail.admin.ui.components import Component as UIComponent
from wagtail.permissions import policy_registry

from content.enums import ComponentState
from content.models import Component
from content.queries.addresses import edit_address
from content.queries.pieces import HEAVY

SHOWN = 8


class MyDraftsPanel(UIComponent):
    """What the editor was writing, newest first, and the way to begin a piece."""

    name = "my_drafts"
    order = 200
    template_name = "content/home/my_drafts.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = (
            Component.objects.overseen_by(user)
            .filter(created_by=user, state=ComponentState.DRAFT)
            .select_related("latest_revision")
            .defer(*HEAVY, "latest_revision__content")
            .order_by("-latest_revision", "-pk")[:SHOWN]
        )
        return {"drafts": [(draft, edit_address(draft)) for draft in drafts]}


def writes(user: Any) -> bool:
    """Return whether the panel is for `user`."""
    return bool(policy_registry.get_by_type(Component).user_has_permission(user, "add"))
