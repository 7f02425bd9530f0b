"""Send a delivery to its webhook, and write down what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from core import outbound, outbox
from core.outbound import Answer, OutboundError, Question
from people.actions.switch_off_webhook import switch_off_webhook
from people.domain import webhooks
from people.models import Webhook, WebhookDelivery

Ask = Callable[[Question], Answer]

SILENT_RESTS = timedelta(minutes=1)
"""How long the other deliveries to an address wait that did not answer, so that others get their turn."""
SAID_AT_MOST = 200


def send_delivery(delivery: WebhookDelivery, handler: str, at: datetime, ask: Ask = outbound.send) -> None:
    """Send what was not delivered yet. The caller holds no transaction; `handler` is the outbox's.

    Raises outbox.NotSent unless the answer is a 2xx: the receiver knows a repetition by its id, so sending it
    again is always safe (Standard Webhooks 1.0, idempotency).
    """
    webhook = delivery.webhook
    if delivery.is_settled:
        return
    if webhook.removed_at is not None:
        drop_delivery(delivery, at)
        return
    if webhook.switched_off_at is not None:
        raise outbox.NotSent(_("The webhook is switched off. Switch it on, then deliver again."))
    WebhookDelivery.objects.filter(pk=delivery.pk).update(tries=F("tries") + 1)
    try:
        answer = ask(_question(delivery, at))
    except OutboundError as error:
        outbox.put_off(handler, webhook.key_prefix, at + SILENT_RESTS)
        raise _failed(delivery, str(error.words), at) from error
    if not 200 <= answer.status < 300:
        raise _failed(delivery, f"HTTP {answer.status}", at)
    WebhookDelivery.objects.filter(pk=delivery.pk).update(delivered_at=at, said=f"HTTP {answer.status}")
    Webhook.objects.filter(pk=webhook.pk, failing_since__isnull=False).update(failing_since=None)


def drop_delivery(delivery: WebhookDelivery, at: datetime) -> None:
    """Mark that it need not be sent any more."""
    WebhookDelivery.objects.filter(pk=delivery.pk, delivered_at__isnull=True).update(dropped_at=at)


def _question(delivery: WebhookDelivery, at: datetime) -> Question:
    body = delivery.body.encode()
    keys = delivery.webhook.secrets_at(at)
    signed = webhooks.headers(delivery.message_id, int(at.timestamp()), body, keys)
    return Question("POST", delivery.webhook.address, {"Content-Type": "application/json", **signed}, body)


def _failed(delivery: WebhookDelivery, said: str, at: datetime) -> outbox.NotSent:
    """Note the failure, switch off what has failed for too long, and return what the outbox is to be told."""
    WebhookDelivery.objects.filter(pk=delivery.pk).update(said=said[:SAID_AT_MOST])
    webhook = Webhook.objects.filter(pk=delivery.webhook_id)
    webhook.filter(failing_since__isnull=True).update(failing_since=at)
    too_long = at - timedelta(days=settings.ARMOURY_WEBHOOK_FAILING_DAYS)
    if webhook.filter(failing_since__lte=too_long).exists():
        switch_off_webhook(delivery.webhook_id, at)
    return outbox.NotSent(said)
