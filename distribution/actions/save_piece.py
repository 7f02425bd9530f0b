"""Save piece: a manager puts a piece aside to find it again."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from distribution.models import SavedEdition
from distribution.queries.editions import visible_edition
from people.enums import Role
from people.models import User
from people.queries import authority

MOST_SAVED = 100
"""So many fit on one page that is still looked through."""


@action("save piece")
def save_piece(edition_id: UUID, *, actor: User, at: datetime) -> SavedEdition:
    """Keep the edition among the actor's own; saved twice is saved once. In no ledger.

    Raises Refused for other roles, Edition.DoesNotExist for what `actor` may not see at `at`, Conflict when
    MOST_SAVED are kept already.
    """
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{edition_id}")
    edition = visible_edition(actor, edition_id, at)
    own = SavedEdition.objects.filter(manager=actor)
    if own.exclude(edition=edition).count() >= MOST_SAVED:
        raise Conflict(
            _("You have saved %(count)d pieces, as many as there is room for. Take one away first.")
            % {"count": MOST_SAVED}
        )
    saved, _is_new = SavedEdition.objects.get_or_create(
        manager=actor, edition=edition, defaults={"saved_at": at}
    )
    return saved
