"""Settle event: the manager has dealt with a customer's event, or does not need it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from core.clock import business_day
from distribution.actions.event_counts import count_event
from distribution.enums import EVENT_SETTLED, EventState
from distribution.models import ReceivedEvent
from distribution.queries.events import shown_to
from people.enums import Role
from people.models import User
from people.queries import authority


@action("settle event")
def settle_event(public_id: UUID, state: EventState, *, actor: User, at: datetime) -> ReceivedEvent:
    """Put the event away as used or dismissed and count that; return it. In no ledger.

    Raises Refused for other roles, ReceivedEvent.DoesNotExist for one that is not shown to `actor`, Conflict
    if it was settled otherwise meanwhile, ValueError for a state that nobody says.
    """
    if state not in EVENT_SETTLED:
        raise ValueError(state)
    authority.require_role(actor, {Role.MANAGER}, subject="events")
    event = shown_to(actor, business_day(at)).select_for_update(of=("self",)).get(public_id=public_id)
    if event.state == state:
        return event
    if event.state != EventState.OPEN or at >= event.shown_until:
        raise Conflict(_("This was put away already. Look at Today again."))
    event.state = state
    event.save(update_fields=["state"])
    count_event(event.branch_id, event.event, business_day(event.received_at), state.value)
    return event
