"""News from review that distribution acts on, delivered by the outbox."""

from uuid import UUID

from core import clock, outbox
from distribution.actions.ask_for_deletion import ask_for_deletion


@outbox.handler("edition.recalled", "distribution.ask_for_deletion")
def on_recall(payload: outbox.Payload) -> None:
    ask_for_deletion(UUID(str(payload["recall"])), clock.now())
