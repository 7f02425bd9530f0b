"""Switch off a webhook that has failed too long. No person does this: the policy does."""

from datetime import datetime

from core import ledger
from core.actions import action
from core.models import Stream
from people.models import Webhook


@action("switch_off_webhook")
def switch_off_webhook(webhook_id: int, at: datetime) -> bool:
    """Switch it off, on record; return whether it was on. Administrators see it on their home page."""
    webhook = Webhook.objects.switched_on().select_for_update(of=("self",)).filter(pk=webhook_id).first()
    if webhook is None or webhook.failing_since is None:
        return False
    webhook.switched_off_at = at
    webhook.save(update_fields=["switched_off_at"])
    ledger.append(
        Stream.DECISIONS,
        "webhook.switched_off",
        subject=webhook.client.actor,
        at=at,
        payload={
            "by": "policy",
            "webhook": str(webhook.public_id),
            "failing_since": webhook.failing_since.isoformat(),
        },
    )
    return True
