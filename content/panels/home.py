"""The editor's part of the admin's home page."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component as UIComponent
from wagtail.permissions import policy_registry

from content.enums import ComponentState
from content.kinds import KINDS
from content.models import Component, proxy_for

SHOWN = 8


class MyDraftsPanel(UIComponent):
    """What the editor was writing, newest first, and a way to begin each kind."""

    name = "my_drafts"
    order = 200
    template_name = "content/home/my_drafts.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        drafts = (
            Component.objects.overseen_by(user)
            .filter(created_by=user, state=ComponentState.DRAFT)
            .select_related("latest_revision")
            .order_by("-latest_revision__created_at", "-pk")[:SHOWN]
        )
        return {
            "drafts": [(draft, _address(draft.kind, "edit", draft.pk)) for draft in drafts],
            "kinds": [(kind, _address(kind.code, "add")) for kind in KINDS],
        }


def writes(user: Any) -> bool:
    """Return whether the panel is for `user`."""
    return bool(policy_registry.get_by_type(Component).user_has_permission(user, "add"))


def _address(kind_code: str, view: str, *arguments: int) -> str:
    return reverse(proxy_for(kind_code).snippet_viewset.get_url_name(view), args=arguments)
