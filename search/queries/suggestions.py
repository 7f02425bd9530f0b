"""Titles offered while a person is typing."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from review.models.edition import EditionQuerySet
from search.domain.expression import Scope, all_of
from search.domain.folding import folded
from search.domain.understanding import concepts
from search.engines import engine

_CONSIDERED: Final = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    public_id: UUID


def suggest(query: str, within: EditionQuerySet, limit: int = 6) -> list[Suggestion]:
    """Return up to `limit` editions of `within` whose title has all the words, the last one perhaps
    unfinished.

    Each title once; first those that begin as typed, then the newest. At most two queries; never raises.
    """
    wanted = concepts(query, lambda _word: ())
    if not wanted:
        return []
    asked = all_of(tuple(one.expression for one in wanted))
    ids = engine().candidates(asked, Scope.TITLE, within, _CONSIDERED)
    rows = (
        within.filter(pk__in=ids).order_by("-issued_at", "-pk").values_list("title", "public_id")
        if ids
        else []
    )
    newest: dict[str, UUID] = {}
    for title, public_id in rows:
        newest.setdefault(title, public_id)
    typed = folded(query.strip())
    ordered = sorted(newest, key=lambda title: not folded(title).startswith(typed))
    return [Suggestion(title, newest[title]) for title in ordered[:limit]]
