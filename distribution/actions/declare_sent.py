"""Declare sent: the manager says that what was taken out has been sent."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from distribution.actions.contacts import forget_contacts
from distribution.enums import PullStatus
from distribution.models import Pull
from people.models import User


@action("declare sent")
def declare_sent(pull_id: UUID, *, actor: User, at: datetime) -> Pull:
    """Confirm the reservation.

    Saying it twice is harmless. Raises Pull.DoesNotExist for another manager's pull, Conflict if the
    reservation has lapsed.
    """
    pull: Pull = Pull.objects.select_for_update(of=("self",)).get(public_id=pull_id, manager=actor)
    if pull.status == PullStatus.CONFIRMED:
        return pull
    if pull.status == PullStatus.LAPSED:
        raise Conflict(_("This was not declared sent in time and its place was given back. Take it again."))
    pull.status = PullStatus.CONFIRMED
    pull.settled_at = at
    pull.save(update_fields=["status", "settled_at"])
    forget_contacts(pull)
    ledger.append(
        Stream.PULLS,
        "pull.confirmed",
        subject=f"pull:{pull.public_id}",
        subject_sha256=pull.produced_sha256,
        at=at,
        payload={"manager": actor.actor},
    )
    return pull
