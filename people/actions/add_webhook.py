"""Add a webhook: a connected system is told at an address of its own."""

from collections.abc import Collection
from datetime import datetime

from core import ledger, outbound
from core.actions import action
from core.models import Stream
from core.sealed import seal
from people.domain import webhooks
from people.enums import WebhookEvent
from people.models import ApiClient, User, Webhook
from people.models.webhook import SEALED_FOR
from people.queries.api_tokens import require_keeper_of_clients


@action("add_webhook")
def add_webhook(
    client: ApiClient,
    address: str,
    *,
    events: Collection[WebhookEvent],
    actor: User,
    authenticated_at: datetime | None,
    at: datetime,
) -> tuple[Webhook, str]:
    """Return the webhook and its secret, which nobody is shown again (OWASP ASVS 5.0, 13.3.1).

    Raises Refused (role, signature), ValueError without an event, outbound.NotAllowed if `address` is not on
    the list of systems that may be asked.
    """
    require_keeper_of_clients(actor, authenticated_at=authenticated_at, at=at, subject=client.actor)
    if not events:
        raise ValueError("no event")
    outbound.require_listed(address)
    secret = webhooks.make_secret()
    made = Webhook.objects.create(
        client=client,
        address=address,
        events=sorted(event.value for event in events),
        secret=seal(secret, SEALED_FOR),
        added_by=actor,
        added_at=at,
    )
    ledger.append(
        Stream.DECISIONS,
        "webhook.added",
        subject=client.actor,
        at=at,
        payload={
            "by": actor.actor,
            "webhook": str(made.public_id),
            "address": address,
            "events": list(made.events),
        },
        personal={"by": str(actor)},
    )
    return made, secret
