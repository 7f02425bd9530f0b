"""Decline request: an editor says why a piece will not be made, or what to use in its place."""

from datetime import datetime
from uuid import UUID

from core import ledger
from core.actions import action
from core.models import Stream
from distribution.actions.handle_request import open_request
from distribution.enums import RequestState
from distribution.models import ContentRequest
from people.models import User


@action("decline request")
def decline_request(request_id: UUID, words: str, *, actor: User, at: datetime) -> ContentRequest:
    """Close the request with words for the manager. Raises what `open_request` raises, ValueError without
    words.
    """
    asked = open_request(request_id, actor)
    if not words.strip():
        raise ValueError(words)
    asked.state, asked.answer = RequestState.DECLINED, words.strip()
    asked.handled_by, asked.handled_at = actor, at
    asked.save(update_fields=["state", "answer", "handled_by", "handled_at"])
    ledger.append(
        Stream.PULLS,
        "content.request_declined",
        subject=f"content_request:{asked.public_id}",
        at=at,
        payload={"handled_by": actor.actor},
    )
    return asked
