"""Menu items that two keys open, one after the other. The keyboard dialog of cms lists them."""

from typing import Any

from wagtail.admin.menu import MenuItem


class ShortcutMenuItem(MenuItem):
    """A menu item opened by `keys`, wherever the focus is but in a field."""

    keys = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs |= {"data-controller": "w-kbd", "data-w-kbd-key-value": self.keys}
