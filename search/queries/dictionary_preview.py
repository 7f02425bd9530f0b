"""What a change of the dictionary would change: the same questions asked before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain.lexicon import Lexicon
from search.queries.library import Library
from search.queries.retrieval import retrieve

MOST_QUERIES: Final = 6
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A title; `is_alone` if the other side does not have it at all."""

    title: str
    number: str
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """The first few that a query finds before and after, and how many it finds."""

    query: str
    before: Sequence[Shown]
    after: Sequence[Shown]
    total_before: int
    total_after: int
    changes: bool


def compare(
    queries: Iterable[str], before: Lexicon, after: Lexicon, within: EditionQuerySet, at: datetime
) -> list[Compared]:
    """Return what each of the first MOST_QUERIES finds in `within` by either dictionary.

    The number of queries to the database has a bound by that of the questions.
    """
    asked = list(dict.fromkeys(queries))[:MOST_QUERIES]
    found = [(query, _ids(query, before, within, at), _ids(query, after, within, at)) for query in asked]
    wanted = {pk for _query, *sides in found for side in sides for pk in side[:SHOWN]}
    rows = Edition.objects.filter(pk__in=wanted).values_list("pk", "title", "number")
    named = {pk: (title, number) for pk, title, number in rows}
    return [
        Compared(
            query,
            _shown(old, new, named),
            _shown(new, old, named),
            len(old),
            len(new),
            changes=old != new,
        )
        for query, old, new in found
    ]


def changed(
    queries: Iterable[str], before: Lexicon, after: Lexicon, within: EditionQuerySet, at: datetime
) -> list[str]:
    """Return those of the queries that find something else, or in another order, by `after`."""
    return [query for query in queries if _ids(query, before, within, at) != _ids(query, after, within, at)]


def _ids(query: str, lexicon: Lexicon, within: EditionQuerySet, at: datetime) -> list[int]:
    return [one.matter.edition_id for one in retrieve(query, Library(within, lexicon), at).ranked]


def _shown(ids: Sequence[int], others: Sequence[int], named: dict[int, tuple[str, str]]) -> list[Shown]:
    beside = set(others)
    return [Shown(*named[pk], pk not in beside) for pk in ids[:SHOWN] if pk in named]
