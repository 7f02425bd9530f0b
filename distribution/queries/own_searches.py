"""What a manager has looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from distribution.models import ContentRequest, OwnSearch
from people.models import User


@dataclass(frozen=True, slots=True)
class OwnSearches:
    """Those saved, and those of late, each newest first."""

    saved: Sequence[OwnSearch]
    recent: Sequence[OwnSearch]

    def __bool__(self) -> bool:
        return bool(self.saved or self.recent)


def own_searches(user: User, beginning: str = "") -> OwnSearches:
    """Return the searches of `user` whose query begins so. One query."""
    own = [one for one in OwnSearch.objects.filter(manager=user) if one.query.startswith(beginning)]
    return OwnSearches([one for one in own if one.is_saved], [one for one in own if not one.is_saved])


def has_told(request_key: UUID, user: User) -> bool:
    """Return whether `user` has asked the editors for this already."""
    return ContentRequest.objects.filter(manager=user, request_key=request_key).exists()
