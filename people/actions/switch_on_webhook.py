"""Switch on a webhook that was switched off because it failed too long."""

from datetime import datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.models import User, Webhook
from people.queries.api_tokens import require_keeper_of_clients
from people.queries.webhooks import lock_webhook


@action("switch_on_webhook")
def switch_on_webhook(
    webhook_id: int, *, actor: User, authenticated_at: datetime | None, at: datetime
) -> Webhook:
    """Let the webhook be told again, of what happens from now on, and return it.

    Raises Refused (role, signature), Conflict if it is on or was removed, Webhook.DoesNotExist.
    """
    require_keeper_of_clients(
        actor, authenticated_at=authenticated_at, at=at, subject=f"webhook:{webhook_id}"
    )
    webhook = lock_webhook(webhook_id)
    if webhook.switched_off_at is None:
        raise Conflict(_("This webhook is on. There is nothing to do."))
    webhook.switched_off_at = webhook.failing_since = None
    webhook.save(update_fields=["switched_off_at", "failing_since"])
    ledger.append(
        Stream.DECISIONS,
        "webhook.switched_on",
        subject=webhook.client.actor,
        at=at,
        payload={"by": actor.actor, "webhook": str(webhook.public_id)},
        personal={"by": str(actor)},
    )
    return webhook
