"""Tell a webhook of one thing: write down what is to be sent, and let the outbox send it."""

from collections.abc import Mapping
from datetime import datetime

from core import outbox
from core.domain import canonical
from core.domain.canonical import Canonical
from people.domain import webhooks
from people.models import Webhook, WebhookDelivery

DUE = "webhook.due"


def tell_webhook(
    webhook: Webhook,
    event: str,
    *,
    about: str,
    data: Mapping[str, Canonical],
    at: datetime,
    due_at: datetime | None = None,
) -> WebhookDelivery:
    """Return the delivery, made now or before: the same event about the same thing is told once.

    `about` names thing and version; `data` holds ids, hashes and addresses, never a text. It is sent at once
    or not before `due_at`. The caller holds the transaction.
    """
    message = webhooks.message_id(str(webhook.public_id), event, about)
    body: dict[str, Canonical] = {
        "id": message,
        "type": event,
        "timestamp": canonical.moment(at),
        "data": dict(data),
    }
    made, is_new = WebhookDelivery.objects.get_or_create(
        webhook=webhook,
        message_id=message,
        defaults={"event": event, "body": canonical.encode(body).decode(), "made_at": at},
    )
    if is_new:
        key = f"{webhook.key_prefix}{message}"
        outbox.announce(DUE, key, 1, {"delivery": made.pk}, at, due_at)
    return made
