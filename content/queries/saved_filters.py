"""What of a query string may be kept, and the filters that somebody is offered."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from content.models import SavedFilter
from people.models import User

FILTERS = frozenset(
    {
        *("q", "ordering", "state", "kind", "segment", "branch", "author"),
        *("updated_from", "updated_to", "tag", "column"),
    }
)
"""The names by which the list of all pieces is asked."""

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class OfferedFilter:
    """A saved filter as a chip: whether it is on now, and whether it is one's own."""

    key: int
    name: str
    query: str
    is_on: bool
    is_own: bool


def known_query(query: str) -> str:
    """Return `query` with nothing but known filters that say something, in a fixed order; at most LONGEST
    characters, otherwise nothing.
    """
    pairs = sorted((name, value) for name, value in parse_qsl(query) if name in FILTERS)
    kept = urlencode(pairs)
    return kept if len(kept) <= LONGEST else ""


def offered_filters(user: User, query: str) -> list[OfferedFilter]:
    """Return the own and the branch's filters by name; `query` says what is asked now. One query."""
    now = known_query(query)
    return [
        OfferedFilter(one.pk, one.name, one.query, one.query == now, one.owner_id == user.pk)
        for one in SavedFilter.objects.offered_to(user)
    ]
