"""The next seven days' gaps, on the home page."""

from datetime import timedelta
from typing import Any

from wagtail.admin.ui.components import Component as UIComponent

from content.actions.take_calendar import KEEPERS
from content.panels.home import writes
from content.queries.planning import plan
from core import clock
from core.clock import business_day
from people.enums import Role

DAYS = 7
PLANNING = frozenset({Role.EDITOR, Role.OPERATOR, Role.LEAD})


class GapsPanel(UIComponent):
    """What is missing from today on, each with the way to begin it for those who write."""

    name = "gaps"
    order = 150
    template_name = "content/home/gaps.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        at = clock.now()
        today = business_day(at)
        user = parent_context["request"].user
        planned = plan(user, today, today + timedelta(days=DAYS - 1), at)
        return {
            "days": [day for day in planned.days if day.gaps],
            "unknown": planned.unknown,
            "writes": writes(user),
            "may_import": bool(user.roles & KEEPERS),
        }


def plans(user: Any) -> bool:
    """Return whether the panel is for `user`: who writes, and who sees to it that others do."""
    return bool(user.roles & PLANNING)
