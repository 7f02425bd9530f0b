"""SQLite: an FTS5 table beside the table of indexed editions.

It keeps its own copy of the terms: with external content a row is only forgotten by quoting the very terms
it was written with, so one lost row would spoil the index for good; here a row is forgotten by its id. It
is kept by hand and not by triggers, because SQLite drops them whenever a migration remakes the table. It
notes which column has a term and not where (detail=column), and is never asked for a rank: that would look
at every row that matches, while ids alone come at once, the newest first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError

from review.models.edition import EditionQuerySet
from search.domain.analysis import QueryTerm
from search.domain.expression import AllOf, Expression, Scope
from search.engines.base import Entry
from search.engines.database import DatabaseEngine

CREATE: Final = (
    "CREATE VIRTUAL TABLE search_terms USING fts5("
    "title_terms, body_terms, detail=column, tokenize=\"ascii tokenchars '.%-/+_'\")"
)
CREATE_VOCABULARY: Final = "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_terms, row)"

_FORGET: Final = "DELETE FROM search_terms WHERE rowid = %s"
_ADD: Final = "INSERT INTO search_terms (rowid, title_terms, body_terms) VALUES (%s, %s, %s)"
_NEWEST: Final = "SELECT rowid FROM search_terms WHERE search_terms MATCH %s ORDER BY rowid DESC LIMIT %s"
_NEWEST_WITHIN: Final = """
SELECT rowid FROM search_terms
WHERE search_terms MATCH %s AND CASE WHEN EXISTS ({condition}) THEN 1 ELSE 0 END
ORDER BY rowid DESC LIMIT %s
"""
"""The CASE keeps the planner from joining: the words are looked up once, never for each edition."""
_SAME_IDS: Final = (
    "SELECT NOT EXISTS"
    " (SELECT id FROM search_terms_docsize EXCEPT SELECT edition_id FROM search_indexededition)"
    " AND NOT EXISTS"
    " (SELECT edition_id FROM search_indexededition EXCEPT SELECT id FROM search_terms_docsize)"
)


class SQLiteEngine(DatabaseEngine):
    """search.engines.base.Engine on FTS5."""

    def write_terms(self, entries: Sequence[Entry]) -> None:
        with self.cursor() as cursor:
            cursor.executemany(_FORGET, [(entry.edition_id,) for entry in entries])
            cursor.executemany(_ADD, [_stored(entry) for entry in entries])

    def delete(self, edition_ids: Collection[int]) -> None:
        super().delete(edition_ids)
        with self.cursor() as cursor:
            cursor.executemany(_FORGET, [(edition_id,) for edition_id in edition_ids])

    def candidates(
        self, expression: Expression, scope: Scope, within: EditionQuerySet | None, limit: int
    ) -> list[int]:
        asked = match(expression, scope)
        if within is None:
            return [pk for (pk,) in self.ask(_NEWEST, [asked, limit])]
        in_within = within.extra(where=["review_edition.id = search_terms.rowid"]).order_by().values("pk")
        try:
            condition, params = in_within.query.sql_with_params()
        except EmptyResultSet:
            return []
        rows = self.ask(_NEWEST_WITHIN.format(condition=condition), [asked, *params, limit])
        return [pk for (pk,) in rows]

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        asked = list(terms)
        if not asked:
            return {}
        count = "(SELECT count(*) FROM search_terms WHERE search_terms MATCH %s)"
        counts = self.ask(f"SELECT {', '.join([count] * len(asked))}", [_quoted(term) for term in asked])
        return dict(zip(asked, counts[0], strict=True))

    def common(self, at_least: int) -> Iterable[tuple[str, int]]:
        return self.ask("SELECT term, doc FROM search_vocabulary WHERE doc >= %s", [at_least])

    def is_complete(self) -> bool:
        return bool(self.ask(_SAME_IDS)[0][0])

    def is_sound(self) -> bool:
        try:
            self.ask("INSERT INTO search_terms (search_terms) VALUES ('integrity-check')")
        except DatabaseError:
            return False
        kept = {row[0]: row for row in self.ask("SELECT rowid, title_terms, body_terms FROM search_terms")}
        due = {entry.edition_id: _stored(entry) for entry in self.stored()}
        return kept == due

    def rebuild(self) -> None:
        self.ask("DELETE FROM search_terms")
        super().rebuild()


def match(expression: Expression, scope: Scope = Scope.EVERYWHERE) -> str:
    """Return the FTS5 query: every term a quoted string, so that nothing in it is an operator."""
    joined = _joined(expression)
    return f"title_terms : ({joined})" if scope is Scope.TITLE else joined


def _joined(expression: Expression) -> str:
    if isinstance(expression, QueryTerm):
        return _quoted(expression)
    operator = " AND " if isinstance(expression, AllOf) else " OR "
    return f"({operator.join(_joined(part) for part in expression.parts)})"


def _quoted(term: QueryTerm) -> str:
    text = '"' + term.text.replace('"', '""') + '"'
    return f"{text} *" if term.unfinished else text


def _stored(entry: Entry) -> tuple[int, str, str]:
    return entry.edition_id, " ".join(entry.title.terms), " ".join(entry.body.terms)
