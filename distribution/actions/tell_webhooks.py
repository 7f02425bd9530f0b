"""Tell webhooks: each connected system hears of what it may see. Run by the outbox, once."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from core.domain.canonical import Canonical
from distribution.models import Package
from distribution.queries.webhooks import edition_for, package_for
from people.actions.tell_webhook import tell_webhook
from people.enums import WebhookEvent
from people.queries.webhooks import webhooks_for
from review.models import Edition


def tell_of_edition(event: WebhookEvent, edition_id: UUID, number: int, at: datetime) -> int:
    """Have every webhook told of `event` whose system may use the edition, or could before; return how many.

    `number` tells suspensions of one edition apart. That it is issued is told when it begins, and not at all
    if it is out of use by then; what happens to it before that concerns no system. The outbox holds the
    transaction; repeating it tells nothing twice.
    """
    told = 0
    for webhook in webhooks_for(event):
        edition = edition_for(webhook.client, edition_id)
        begins_later = edition is not None and edition.valid_from > at
        if edition is None or (begins_later and event != WebhookEvent.EDITION_ISSUED):
            continue
        tell_webhook(
            webhook,
            event.value,
            about=f"{edition.ledger_subject}:{number}",
            data=_about_edition(edition),
            at=at,
            due_at=max(at, edition.valid_from),
        )
        told += 1
    return told


def tell_of_package(package_id: int, version: int, at: datetime) -> int:
    """Have every webhook told of a built package whose system is served by it; return how many.

    The outbox holds the transaction; repeating it tells nothing twice.
    """
    told = 0
    for webhook in webhooks_for(WebhookEvent.PACKAGE_BUILT):
        package = package_for(webhook.client, package_id)
        if package is None:
            continue
        tell_webhook(
            webhook,
            WebhookEvent.PACKAGE_BUILT.value,
            about=f"package:{package.public_id}:{version}",
            data=_about_package(package),
            at=at,
        )
        told += 1
    return told


def _about_edition(edition: Edition) -> dict[str, Canonical]:
    return {
        "edition": str(edition.public_id),
        "content_sha256": edition.content_sha256,
        "edition_sha256": edition.edition_sha256,
        "url": _address(reverse("api:edition", args=[edition.public_id])),
    }


def _about_package(package: Package) -> dict[str, Canonical]:
    day = package.day.isoformat()
    return {
        "package": str(package.public_id),
        "day": day,
        "url": _address(f"{reverse('api:packages')}?day={day}"),
    }


def _address(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
