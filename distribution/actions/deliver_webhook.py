"""Deliver to a webhook what it is to be told, as far as it is still so."""

from datetime import datetime, timedelta

from core import outbound
from distribution.queries.webhooks import is_outdated
from people.actions.send_delivery import Ask, drop_delivery, send_delivery
from people.models import WebhookDelivery

HANDLER = "distribution.deliver_webhook"
RESTS = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 300, 1800, 7200, 18000, 36000, 50400))
"""Eight tries in about nineteen hours (Standard Webhooks 1.0 advise growing waits)."""


def deliver_webhook(delivery_id: int, at: datetime, ask: Ask = outbound.send) -> None:
    """Send the delivery unless it is settled or outdated. The caller holds no transaction.

    Raises outbox.NotSent if it is to be tried again.
    """
    delivery = WebhookDelivery.objects.select_related("webhook__client__branch").get(pk=delivery_id)
    if not delivery.is_settled and is_outdated(delivery, at):
        drop_delivery(delivery, at)
        return
    send_delivery(delivery, HANDLER, at, ask)


def was_delivered(delivery_id: int) -> bool | None:
    """Return whether the delivery is settled, as our own log says; None once it was tried too often.

    Whoever died while sending may have sent it. The receiver knows a repetition by its id, so it is sent
    again; what kills its process each time is left to a person.
    """
    delivery = WebhookDelivery.objects.get(pk=delivery_id)
    if not delivery.is_settled and delivery.tries >= len(RESTS):
        return None
    return delivery.is_settled
