"""Choosers whose markup names what to start, where Wagtail's carries an inline script."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser


class QuietChooserMixin(BaseChooser):
    """For choosers in forms (in a StreamField, Wagtail starts them by itself).

    cms/static/cms/js/begin.js reads the element and starts the widget. The policy runs no inline script.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the chooser's HTML and the element that starts it. `attrs` must hold an id."""
        value_data = self.get_value_data(value)
        options = self.get_js_init_options(attrs["id"], name, value_data)
        return format_html(
            '{}<span hidden data-controller="armoury-begin" data-armoury-begin-kind-value="{}"'
            ' data-armoury-begin-id-value="{}" data-armoury-begin-options-value="{}"></span>',
            self.render_html(name, value_data, attrs),
            self.js_constructor,
            attrs["id"],
            json.dumps(options),
        )
