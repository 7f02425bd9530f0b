"""The keepers' part of the admin's home page."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from core.models import OutboxStatus


class StuckMessagesPanel(Component):
    """How many messages need a person, and what to do."""

    name = "stuck_messages"
    order = 50
    template_name = "people/outbox/home.html"

    def __init__(self, counts: Mapping[OutboxStatus, int]) -> None:
        self.counts = counts

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "dead": self.counts.get(OutboxStatus.DEAD, 0),
            "unknown": self.counts.get(OutboxStatus.UNKNOWN, 0),
        }
