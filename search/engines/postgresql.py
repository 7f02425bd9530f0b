"""PostgreSQL: a tsvector beside the texts, built here term for term, with a GIN index.

array_to_tsvector cannot be used for it: its lexemes have no positions, and weights belong to positions. So
the vector is written out as a literal, with one position of weight A for the title and one of weight D for
the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db.models.expressions import RawSQL

from review.models.edition import EditionQuerySet
from search.domain.analysis import QueryTerm
from search.domain.expression import AllOf, Expression, Scope
from search.engines.base import Entry
from search.engines.database import DatabaseEngine

CREATE: Final = "ALTER TABLE search_indexededition ADD COLUMN lexemes tsvector NOT NULL DEFAULT ''"
CREATE_INDEX: Final = (
    "CREATE INDEX search_indexededition_lexemes ON search_indexededition"
    " USING gin (lexemes) WITH (fastupdate = off)"
)

_WRITE: Final = "UPDATE search_indexededition SET lexemes = %s::tsvector WHERE edition_id = %s"
_MATCHING: Final = "SELECT edition_id FROM search_indexededition WHERE lexemes @@ %s::tsquery"
_COUNT: Final = "(SELECT count(*) FROM search_indexededition WHERE lexemes @@ %s::tsquery)"
_NEWEST: Final = _MATCHING + " ORDER BY edition_id DESC LIMIT %s"
_HAS_LEXEMES: Final = (
    "SELECT NOT EXISTS (SELECT 1 FROM search_indexededition WHERE lexemes = '' AND title <> '')"
)
_COMMON: Final = (
    "SELECT word, ndoc FROM ts_stat('SELECT lexemes FROM search_indexededition') WHERE ndoc >= %s"
)


class PostgreSQLEngine(DatabaseEngine):
    """search.engines.base.Engine on tsvector."""

    def write_terms(self, entries: Sequence[Entry]) -> None:
        with self.cursor() as cursor:
            cursor.executemany(_WRITE, [(_stored(entry), entry.edition_id) for entry in entries])

    def candidates(
        self, expression: Expression, scope: Scope, within: EditionQuerySet | None, limit: int
    ) -> list[int]:
        asked = tsquery(expression, scope)
        if within is None:
            return [pk for (pk,) in self.ask(_NEWEST, [asked, limit])]
        matching = within.filter(pk__in=RawSQL(_MATCHING, [asked]))  # noqa: S611
        return list(matching.order_by("-pk").values_list("pk", flat=True)[:limit])

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        asked = list(terms)
        if not asked:
            return {}
        counts = self.ask(f"SELECT {', '.join([_COUNT] * len(asked))}", [_operand(one, "") for one in asked])
        return dict(zip(asked, counts[0], strict=True))

    def common(self, at_least: int) -> Iterable[tuple[str, int]]:
        return self.ask(_COMMON, [at_least])

    def is_complete(self) -> bool:
        return bool(self.ask(_HAS_LEXEMES)[0][0])

    def is_sound(self) -> bool:
        """Compare what is kept with what the texts give today."""
        question = "SELECT lexemes = %s::tsvector FROM search_indexededition WHERE edition_id = %s"
        return all(self.ask(question, row)[0][0] for row in self._due())

    def _due(self) -> Iterator[tuple[str, int]]:
        for entry in self.stored():
            yield _stored(entry), entry.edition_id


def tsvector(title_terms: Iterable[str], body_terms: Iterable[str]) -> str:
    """Return the literal of a tsvector."""
    places: dict[str, list[str]] = {}
    for place, terms in (("1A", title_terms), ("2", body_terms)):
        for term in dict.fromkeys(terms):
            places.setdefault(term, []).append(place)
    return " ".join(f"{_quoted(term)}:{','.join(found)}" for term, found in places.items())


def tsquery(expression: Expression, scope: Scope = Scope.EVERYWHERE) -> str:
    """Return the literal of a tsquery: every term a quoted lexeme, so that nothing in it is an operator."""
    weight = "A" if scope is Scope.TITLE else ""
    if isinstance(expression, QueryTerm):
        return _operand(expression, weight)
    operator = " & " if isinstance(expression, AllOf) else " | "
    return f"({operator.join(tsquery(part, scope) for part in expression.parts)})"


def _operand(term: QueryTerm, weight: str) -> str:
    labels = ("*" if term.unfinished else "") + weight
    return f"{_quoted(term.text)}:{labels}" if labels else _quoted(term.text)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _stored(entry: Entry) -> str:
    return tsvector(entry.title.terms, entry.body.terms)
