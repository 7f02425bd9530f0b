"""Who is told of what, and how it goes."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.actions import Conflict
from people.enums import WebhookEvent
from people.models import Webhook, WebhookDelivery


def lock_webhook(webhook_id: int) -> Webhook:
    """Return the webhook with its row locked. The caller holds the transaction.

    Raises Conflict if it was removed, Webhook.DoesNotExist.
    """
    found: Webhook = (
        Webhook.objects.select_for_update(of=("self",)).select_related("client").get(pk=webhook_id)
    )
    if found.removed_at is not None:
        raise Conflict(_("This webhook was removed already."))
    return found


def webhooks_for(event: WebhookEvent) -> list[Webhook]:
    """Return the webhooks that want to be told of `event`, with system and branch. One query.

    Whether a system may see what the event is about is for the caller to ask.
    """
    found = Webhook.objects.switched_on().select_related("client__branch")
    return [webhook for webhook in found if event.value in webhook.events]


def troubled_webhooks() -> QuerySet[Webhook]:
    """Return webhooks that are failing or were switched off for it, with their systems."""
    found: QuerySet[Webhook] = (
        Webhook.objects.present()
        .filter(Q(failing_since__isnull=False) | Q(switched_off_at__isnull=False))
        .select_related("client")
    )
    return found


def last_deliveries(webhook: Webhook, limit: int) -> Sequence[WebhookDelivery]:
    """Return the newest deliveries, without their bodies."""
    return list(webhook.deliveries.defer("body")[:limit])
