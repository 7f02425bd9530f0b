"""The officer's part of the admin's home page."""

from typing import Any

from wagtail.admin.ui.components import Component

from core import clock
from people.enums import REVIEWING
from review.queries.cases import queue_of

SHOWN = 8


class WaitingPanel(Component):
    """The cases that wait for this reader, most urgent first."""

    name = "waiting_cases"
    order = 100
    template_name = "review/home/waiting.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"cases": queue_of(parent_context["request"].user)[:SHOWN], "at": clock.now()}


def reads(user: Any) -> bool:
    """Return whether the panel is for `user`."""
    return bool(user.roles & REVIEWING)
