"""Links and codes that need somebody: dead ones, and those that end soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from content import registry
from content.models import LinkCheck
from content.registry import LinkedPiece
from people.models import User

SOON = timedelta(days=7)
RESTS = timedelta(minutes=50)
"""An address is looked at about once an hour."""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A dead address on a piece, since when, and what was found."""

    piece: LinkedPiece
    dead_since: datetime
    found: str


@dataclass(frozen=True, slots=True)
class Troubles:
    """What the pages show: of what a user oversees and customers can still see or that is suspended."""

    dead: Sequence[DeadLink]
    expiring: Sequence[LinkedPiece]

    def __bool__(self) -> bool:
        return bool(self.dead or self.expiring)


def troubles(user: User, at: datetime) -> Troubles:
    """Return what needs somebody at `at`; the number of queries does not depend on how much it is."""
    if registry.linked_pieces is None:
        return Troubles((), ())
    checks = {one.address: one for one in LinkCheck.objects.filter(dead_since__isnull=False)}
    pieces = registry.linked_pieces(user, frozenset(checks), at + SOON, at)
    dead = [
        DeadLink(piece, check.dead_since, check.found)
        for piece in pieces
        if (check := checks.get(piece.address)) is not None and check.dead_since is not None
    ]
    return Troubles(dead, [piece for piece in pieces if piece.expires_at is not None])


def due_addresses(at: datetime, limit: int) -> list[str]:
    """Return up to `limit` addresses in use that nobody has looked at lately, longest ago first; none while
    the bank's policy does not want them looked at.
    """
    if not settings.ARMOURY_CHECK_LINKS or registry.links_in_use is None:
        return []
    used = registry.links_in_use(at)
    seen = dict(LinkCheck.objects.filter(address__in=used).values_list("address", "checked_at"))
    due = [one for one in used if one not in seen or seen[one] <= at - RESTS]
    return sorted(due, key=lambda one: (one in seen, seen.get(one, at)))[:limit]
