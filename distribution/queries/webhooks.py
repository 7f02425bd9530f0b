"""What a connected system may be told of."""

import json
from datetime import datetime
from uuid import UUID

from distribution.models import Package
from distribution.queries.editions import visible_editions
from distribution.queries.today import nearest_built
from people.enums import WebhookEvent
from people.models import ApiClient, WebhookDelivery
from review.models import Edition


def edition_for(client: ApiClient, edition_id: UUID) -> Edition | None:
    """Return the edition if it is of the system's branch or one above and the ledger bears it out."""
    found: Edition | None = (
        Edition.objects.usable_by(client).recorded().defer("certificate").filter(public_id=edition_id).first()
    )
    return found


def package_for(client: ApiClient, package_id: int) -> Package | None:
    """Return the package if the system is served by it: it is the nearest that was built for its day."""
    package: Package | None = Package.objects.usable_by(client).filter(pk=package_id).first()
    return package if package and nearest_built(client, package.day) == package.pk else None


def is_outdated(delivery: WebhookDelivery, at: datetime) -> bool:
    """Return whether `delivery` says that an edition is in force which its system cannot read at `at`."""
    if delivery.event != WebhookEvent.EDITION_ISSUED:
        return False
    edition_id = json.loads(delivery.body)["data"]["edition"]
    return not visible_editions(delivery.webhook.client, at).filter(public_id=edition_id).exists()
