"""The keepers' part of the admin's home page."""

from typing import Any

from wagtail.admin.ui.components import Component

from core.models import OutboxStatus
from core.queries.outbox import stuck_counts
from people.queries.staff import staff_counts
from people.queries.webhooks import troubled_webhooks


class StuckMessagesPanel(Component):
    """How many messages need a person, and what to do."""

    name = "stuck_messages"
    order = 50
    template_name = "people/outbox/home.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        counts = stuck_counts()
        return {
            "dead": counts.get(OutboxStatus.DEAD, 0),
            "unknown": counts.get(OutboxStatus.UNKNOWN, 0),
        }


class FailingWebhooksPanel(Component):
    """Webhooks to which nothing can be delivered, or that were switched off for it."""

    name = "failing_webhooks"
    order = 55
    template_name = "people/api/home.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"webhooks": troubled_webhooks()}


class StaffPanel(Component):
    """Accounts that cannot work as they stand, and the ways to make and mend one."""

    name = "staff"
    order = 60
    template_name = "people/staff_home.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"counts": staff_counts()}
