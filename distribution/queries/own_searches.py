"""What a manager has looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import BigIntegerField, UUIDField

from core.prepared import Prepared
from distribution.models import ContentRequest, OwnSearch
from people.models import User


@dataclass(frozen=True, slots=True)
class OwnSearches:
    """Those saved, and those of late, each newest first."""

    saved: Sequence[OwnSearch]
    recent: Sequence[OwnSearch]

    def __bool__(self) -> bool:
        return bool(self.saved or self.recent)


_OWN: Final = Prepared(lambda manager: OwnSearch.objects.filter(manager=manager), manager=BigIntegerField())
_TOLD: Final = Prepared(
    lambda manager, request_key: (
        ContentRequest.objects.filter(manager=manager, request_key=request_key).order_by().values_list("pk")
    ),
    manager=BigIntegerField(),
    request_key=UUIDField(),
)


def own_searches(user: User, beginning: str = "") -> OwnSearches:
    """Return the searches of `user` whose query begins so. One query."""
    own = [one for one in _OWN.rows(manager=user.pk) if one.query.startswith(beginning)]
    return OwnSearches([one for one in own if one.is_saved], [one for one in own if not one.is_saved])


def has_told(request_key: UUID, user: User) -> bool:
    """Return whether `user` has asked the editors for this already."""
    return bool(_TOLD.rows(manager=user.pk, request_key=request_key))
