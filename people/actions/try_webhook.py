"""Try a webhook: send it an event that is about nothing."""

from datetime import datetime
from uuid import uuid4

from core import ledger
from core.actions import action
from core.models import Stream
from people.actions.tell_webhook import tell_webhook
from people.models import User, WebhookDelivery
from people.queries.api_tokens import require_keeper_of_clients
from people.queries.webhooks import lock_webhook

EVENT = "webhook.test"


@action("try_webhook")
def try_webhook(
    webhook_id: int, *, actor: User, authenticated_at: datetime | None, at: datetime
) -> WebhookDelivery:
    """Have a test event sent, signed like any other, and return its delivery.

    Raises Refused (role, signature), Conflict if the webhook was removed, Webhook.DoesNotExist.
    """
    require_keeper_of_clients(
        actor, authenticated_at=authenticated_at, at=at, subject=f"webhook:{webhook_id}"
    )
    webhook = lock_webhook(webhook_id)
    made = tell_webhook(webhook, EVENT, about=str(uuid4()), data={}, at=at)
    ledger.append(
        Stream.DECISIONS,
        "webhook.tried",
        subject=webhook.client.actor,
        at=at,
        payload={"by": actor.actor, "webhook": str(webhook.public_id), "message": made.message_id},
        personal={"by": str(actor)},
    )
    return made
