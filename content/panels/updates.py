"""On the editor's home page: copies for which head office has something new."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component as UIComponent

from content.queries.branch_copies import updated_copies
from core import clock


class HeadOfficeUpdatesPanel(UIComponent):
    """The editor's branch's own copies, with the way to their differences. Empty when there is none."""

    name = "head_office_updates"
    order = 120
    template_name = "content/home/updates.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        copies = updated_copies(parent_context["request"].user, clock.now())
        return {
            "copies": [
                (copy, reverse("branch_copy:update", args=[copy.component.public_id])) for copy in copies
            ]
        }
