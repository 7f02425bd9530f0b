"""Tell editors: a manager wants what was searched and not found."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from core.actions import Conflict
from core.clock import business_day
from distribution.actions.ask_for_content import Wish, ask_for_content
from distribution.models import ContentRequest
from people.models import User
from search.domain.folding import folded
from search.domain.private import may_be_personal

WANTED_WITHIN: Final = timedelta(days=7)


def request_key(query: str, actor: User) -> uuid.UUID:
    """Return the key of the request that `actor` makes for this query, however it is written."""
    return uuid.uuid5(actor.public_id, " ".join(folded(query).split()))


def tell_editors(query: str, *, actor: User, at: datetime) -> ContentRequest:
    """Ask the editors of the actor's branch for what this query should have found, once for one person and
    query. Raises what `ask_for_content` raises; Conflict for what may be a customer's data.
    """
    if may_be_personal(query):
        raise Conflict(
            _("This may be a customer's name or number: it is not passed on. Search by the topic.")
        )
    wish = Wish(
        title=query,
        purpose=_("Searched for and not found."),
        wanted_by=business_day(at + WANTED_WITHIN),
        request_key=request_key(query, actor),
    )
    return ask_for_content(wish, actor=actor, at=at)
