"""Rotate a webhook's secret: the former one signs too until receivers have changed."""

from datetime import datetime, timedelta

from django.conf import settings

from core import ledger
from core.actions import action
from core.models import Stream
from core.sealed import seal
from people.domain import webhooks
from people.models import User
from people.models.webhook import SEALED_FOR
from people.queries.api_tokens import require_keeper_of_clients
from people.queries.webhooks import lock_webhook


@action("rotate_webhook_secret")
def rotate_webhook_secret(
    webhook_id: int, *, actor: User, authenticated_at: datetime | None, at: datetime
) -> str:
    """Return the new secret, which nobody is shown again. Both sign for the hours of the setting.

    A second change within them ends the oldest at once. Raises Refused (role, signature), Conflict if the
    webhook was removed, Webhook.DoesNotExist.
    """
    require_keeper_of_clients(
        actor, authenticated_at=authenticated_at, at=at, subject=f"webhook:{webhook_id}"
    )
    webhook = lock_webhook(webhook_id)
    secret = webhooks.make_secret()
    webhook.former_secret = webhook.secret
    webhook.former_until = at + timedelta(hours=settings.ARMOURY_WEBHOOK_FORMER_SECRET_HOURS)
    webhook.secret = seal(secret, SEALED_FOR)
    webhook.save(update_fields=["secret", "former_secret", "former_until"])
    ledger.append(
        Stream.DECISIONS,
        "webhook.secret_rotated",
        subject=webhook.client.actor,
        at=at,
        payload={"by": actor.actor, "webhook": str(webhook.public_id)},
        personal={"by": str(actor)},
    )
    return secret
