"""Note opened: a manager has opened a piece."""

from datetime import datetime, timedelta

from core.actions import action
from distribution.models import OpenedEdition
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition

KEPT = 20
"""How many pieces of each manager are remembered."""
NOT_AGAIN = timedelta(minutes=1)
"""A piece that is opened again so soon is not noted anew: looking costs no write."""


def note_opened(edition: Edition, *, actor: User, at: datetime) -> None:
    """Remember that `actor` opened `edition`, which the caller has found visible; forget what lies furthest
    back. In no ledger. Raises Refused for other roles.
    """
    own = OpenedEdition.objects.filter(manager=actor, edition=edition)
    last = own.values_list("opened_at", flat=True).first()
    if last is None or at - last >= NOT_AGAIN:
        _note(edition, actor=actor, at=at)


@action("note opened")
def _note(edition: Edition, *, actor: User, at: datetime) -> None:
    authority.require_role(actor, {Role.MANAGER}, subject=edition.ledger_subject)
    own = OpenedEdition.objects.filter(manager=actor)
    if own.filter(edition=edition).update(opened_at=at):
        return
    opened = OpenedEdition(manager=actor, edition=edition, opened_at=at)
    OpenedEdition.objects.bulk_create([opened], ignore_conflicts=True)
    OpenedEdition.objects.filter(pk__in=list(own.values_list("pk", flat=True)[KEPT:])).delete()
