"""Remove a webhook: it is told nothing more, what waits for it included."""

from datetime import datetime

from core import ledger
from core.actions import action
from core.models import Stream
from people.models import User, Webhook
from people.queries.api_tokens import require_keeper_of_clients
from people.queries.webhooks import lock_webhook


@action("remove_webhook")
def remove_webhook(
    webhook_id: int, *, actor: User, authenticated_at: datetime | None, at: datetime
) -> Webhook:
    """Remove the webhook and return it; its log stays.

    Raises Refused (role, signature), Conflict if it was removed already, Webhook.DoesNotExist.
    """
    require_keeper_of_clients(
        actor, authenticated_at=authenticated_at, at=at, subject=f"webhook:{webhook_id}"
    )
    webhook = lock_webhook(webhook_id)
    webhook.removed_at = at
    webhook.save(update_fields=["removed_at"])
    ledger.append(
        Stream.DECISIONS,
        "webhook.removed",
        subject=webhook.client.actor,
        at=at,
        payload={"by": actor.actor, "webhook": str(webhook.public_id)},
        personal={"by": str(actor)},
    )
    return webhook
