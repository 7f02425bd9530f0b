"""News from review that distribution acts on, delivered by the outbox."""

from uuid import UUID

from core import clock, outbox
from distribution.actions.ask_for_deletion import ask_for_deletion
from distribution.actions.mark_stale import mark_stale


@outbox.handler("edition.recalled", "distribution.ask_for_deletion")
def on_recall(payload: outbox.Payload) -> None:
    ask_for_deletion(UUID(str(payload["recall"])), clock.now())


@outbox.handler("edition.issued", "distribution.lay_out_issued")
@outbox.handler("edition.suspended", "distribution.lay_out_without_suspended")
@outbox.handler("edition.resumed", "distribution.lay_out_resumed")
@outbox.handler("edition.recalled", "distribution.lay_out_without_recalled")
def on_change_of_library(payload: outbox.Payload) -> None:
    """Have packages built anew. What ends by time was known when they were built."""
    mark_stale()
