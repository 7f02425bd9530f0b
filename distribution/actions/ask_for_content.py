"""Ask for content: a manager says what is lacking."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core import ledger
from core.actions import action
from core.models import Stream
from distribution.models import ContentRequest
from people.enums import Role
from people.models import User
from people.queries import authority


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; `request_key` is made with the form, so that a repeated tap asks once."""

    title: str
    purpose: str
    wanted_by: date
    request_key: UUID


@action("ask for content")
def ask_for_content(wish: Wish, *, actor: User, at: datetime) -> ContentRequest:
    """Return the request, or the earlier one of the same key. Raises Refused for other roles, or without a
    branch.
    """
    subject = f"content_request:{wish.request_key}"
    authority.require_role(actor, {Role.MANAGER}, subject=subject)
    made, is_new = ContentRequest.objects.get_or_create(
        manager=actor,
        request_key=wish.request_key,
        defaults={
            "branch": authority.own_branch(actor, subject=subject),
            "title": wish.title,
            "purpose": wish.purpose,
            "wanted_by": wish.wanted_by,
            "asked_at": at,
        },
    )
    if is_new:
        ledger.append(
            Stream.PULLS,
            "content.requested",
            subject=f"content_request:{made.public_id}",
            at=at,
            payload={"manager": actor.actor},
        )
    return made
