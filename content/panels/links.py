"""The alarm about links and codes on the admin's home page."""

from typing import Any

from wagtail.admin.ui.components import Component as UIComponent

from content.queries.links import troubles
from core import clock
from people.enums import REVIEWING, Role

TOLD = REVIEWING | {Role.EDITOR}


class LinkTroublesPanel(UIComponent):
    """How many links are dead and codes about to end; nothing while all is well."""

    name = "link_troubles"
    order = 60
    template_name = "content/home/links.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"troubles": troubles(parent_context["request"].user, clock.now())}


def told_of_links(user: Any) -> bool:
    """Return whether the panel is for `user`."""
    return bool(user.roles & TOLD)
