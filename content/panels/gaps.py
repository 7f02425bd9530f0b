"""The next seven days' gaps, on the editor's home page."""

from datetime import timedelta
from typing import Any

from wagtail.admin.ui.components import Component as UIComponent

from content.queries.facts import business_day
from content.queries.planning import plan
from core import clock

DAYS = 7


class GapsPanel(UIComponent):
    """What is missing from today on, each with the way to begin it."""

    name = "gaps"
    order = 150
    template_name = "content/home/gaps.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        at = clock.now()
        today = business_day(at)
        planned = plan(parent_context["request"].user, today, today + timedelta(days=DAYS - 1), at)
        return {"days": [day for day in planned.days if day.gaps], "unknown": planned.unknown}
