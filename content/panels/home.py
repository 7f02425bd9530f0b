"""The editor's part of the admin's home page."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component as UIComponent
from wagtail.permissions import policy_registry

from content.enums import ComponentState
from content.models import Component, proxy_for
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
        return {"drafts": [(draft, _address(draft)) for draft in drafts]}


def writes(user: Any) -> bool:
    """Return whether the panel is for `user`."""
    return bool(policy_registry.get_by_type(Component).user_has_permission(user, "add"))


def _address(draft: Component) -> str:
    """Return the address of the form; of the list of all pieces if the kind is no longer declared."""
    try:
        viewset = proxy_for(draft.kind).snippet_viewset
    except KeyError:
        return reverse("content_all:index")
    return reverse(viewset.get_url_name("edit"), args=[draft.pk])
