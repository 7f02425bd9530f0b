"""News that distribution acts on, delivered by the outbox."""

from uuid import UUID

from core import clock, outbox
from distribution.actions.ask_for_deletion import ask_for_deletion
from distribution.actions.deliver_webhook import HANDLER, RESTS, deliver_webhook, was_delivered
from distribution.actions.mark_stale import mark_stale_for
from distribution.actions.tell_webhooks import tell_of_edition, tell_of_package
from people.actions.tell_webhook import DUE
from people.enums import WebhookEvent
from review.models import Edition


@outbox.handler("edition.recalled", "distribution.ask_for_deletion")
def on_recall(payload: outbox.Payload) -> None:
    ask_for_deletion(UUID(str(payload["recall"])), clock.now())


@outbox.handler("edition.issued", "distribution.lay_out_issued")
@outbox.handler("edition.suspended", "distribution.lay_out_without_suspended")
@outbox.handler("edition.resumed", "distribution.lay_out_resumed")
def on_change_of_library(payload: outbox.Payload) -> None:
    """Have packages built anew. What ends by time was known when they were built."""
    mark_stale_for(Edition.objects.get(public_id=UUID(str(payload["edition"]))))


@outbox.handler("edition.recalled", "distribution.lay_out_without_recalled")
def on_recall_of_what_was_laid_out(payload: outbox.Payload) -> None:
    mark_stale_for(_recalled(payload))


@outbox.handler("edition.issued", "distribution.tell_of_issue")
def on_issue(payload: outbox.Payload) -> None:
    tell_of_edition(WebhookEvent.EDITION_ISSUED, UUID(str(payload["edition"])), 1, clock.now())


@outbox.handler("edition.suspended", "distribution.tell_of_suspension")
def on_suspension(payload: outbox.Payload) -> None:
    _tell_of_edition(WebhookEvent.EDITION_SUSPENDED, payload)


@outbox.handler("edition.resumed", "distribution.tell_of_resumption")
def on_resumption(payload: outbox.Payload) -> None:
    _tell_of_edition(WebhookEvent.EDITION_RESUMED, payload)


@outbox.handler("edition.recalled", "distribution.tell_of_recall")
def on_recall_for_webhooks(payload: outbox.Payload) -> None:
    tell_of_edition(WebhookEvent.EDITION_RECALLED, _recalled(payload).public_id, 1, clock.now())


@outbox.handler("package.built", "distribution.tell_of_package")
def on_package(payload: outbox.Payload) -> None:
    tell_of_package(int(payload["package"] or 0), int(payload["version"] or 0), clock.now())


def _tell_of_edition(event: WebhookEvent, payload: outbox.Payload) -> None:
    tell_of_edition(event, UUID(str(payload["edition"])), int(payload["number"] or 0), clock.now())


def _recalled(payload: outbox.Payload) -> Edition:
    found: Edition = Edition.objects.get(recall__public_id=UUID(str(payload["recall"])))
    return found


def _was_delivered(payload: outbox.Payload) -> bool | None:
    return was_delivered(int(payload["delivery"] or 0))


@outbox.handler(DUE, HANDLER, outbox.Reach.OUTSIDE, look_up=_was_delivered, rests=RESTS)
def on_due(payload: outbox.Payload) -> None:
    deliver_webhook(int(payload["delivery"] or 0), clock.now())
