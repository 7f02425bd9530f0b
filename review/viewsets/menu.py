"""Menu items that are there for some roles only."""

from collections.abc import Set

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from people.enums import OVERSEEING, Role


class DeskMenuItem(MenuItem):
    """Shown to those who hold one of `roles`."""

    roles: Set[Role] = OVERSEEING

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.roles & self.roles)

    def label_for(self, request: HttpRequest) -> str:
        """Return the label as this reader sees it."""
        return str(self.label)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        return LinkMenuItem(
            self.name,
            self.label_for(request),
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=self.attrs,
        )
