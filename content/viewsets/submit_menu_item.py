"""The footer's "Save and submit for review"."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import ActionMenuItem

from content import registry
from content.viewsets.component_views import SUBMIT


class SubmitMenuItem(ActionMenuItem):
    """Shown on new and existing drafts if an upper room takes submissions. Ctrl+Enter does the same."""

    name = f"action-{SUBMIT}"
    label = _("Save and submit for review")
    icon_name = "clipboard-list"
    order = 10
    template_name = "content/component/submit_menu_item.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return registry.submit_url is not None and not context.get("locked_for_user")
