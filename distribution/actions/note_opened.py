"""Note opened: a manager has opened a piece."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import BigIntegerField

from core.actions import action
from core.prepared import Prepared
from distribution.models import OpenedEdition
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition

KEPT = 20
"""How many pieces of each manager are remembered."""
NOT_AGAIN = timedelta(minutes=1)
"""A piece that is opened again so soon is not noted anew: looking costs no write."""

_LAST: Final = Prepared(
    lambda manager, edition: (
        OpenedEdition.objects.filter(manager=manager, edition=edition).order_by().values_list("opened_at")
    ),
    manager=BigIntegerField(),
    edition=BigIntegerField(),
)
_NEWEST_FIRST: Final = Prepared(
    lambda manager: OpenedEdition.objects.filter(manager=manager).values_list("pk"),
    manager=BigIntegerField(),
)


def note_opened(edition: Edition, *, actor: User, at: datetime) -> None:
    """Remember that `actor` opened `edition`, which the caller has found visible; forget what lies furthest
    back. In no ledger. Raises Refused for other roles.
    """
    last = _LAST.rows(manager=actor.pk, edition=edition.pk)
    if not last or at - last[0][0] >= NOT_AGAIN:
        _note(edition, actor=actor, at=at)


@action("note opened")
def _note(edition: Edition, *, actor: User, at: datetime) -> None:
    authority.require_role(actor, {Role.MANAGER}, subject=edition.ledger_subject)
    OpenedEdition.objects.bulk_create(
        [OpenedEdition(manager=actor, edition=edition, opened_at=at)],
        update_conflicts=True,
        unique_fields=["manager", "edition"],
        update_fields=["opened_at"],
    )
    forgotten = [pk for (pk,) in _NEWEST_FIRST.rows(manager=actor.pk)[KEPT:]]
    if forgotten:
        OpenedEdition.objects.filter(pk__in=forgotten).delete()
