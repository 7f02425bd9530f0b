"""Menu items: for whom they are shown, and which keys open them."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from content.panels.home import writes
from people.enums import OVERSEEING


class WritersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return writes(request.user)


class OverseersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.branch is not None and bool(request.user.roles & OVERSEEING)


class ShortcutMenuItem(MenuItem):
    """Opened by the two `keys`, one after the other, wherever the focus is but in a field.

    The keyboard dialog of cms lists them.
    """

    keys = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs |= {"data-controller": "w-kbd", "data-w-kbd-key-value": self.keys}
