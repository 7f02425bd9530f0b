"""SQLite: an FTS5 table beside the table of indexed editions.

It keeps its own copy of the terms: with external content a row is only forgotten by quoting the very terms
it was written with, so one lost row would spoil the index for good; here a row is forgotten by its id. It
is kept by hand and not by triggers, because SQLite drops them whenever a migration remakes the table.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection

from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain.analysis import VERSION, QueryTerm
from search.domain.expression import Expression, Match, Scope
from search.models import IndexedEdition

_FORGET = "DELETE FROM search_terms WHERE rowid = %s"
_ADD = "INSERT INTO search_terms (rowid, title_terms, body_terms) VALUES (%s, %s, %s)"
_ADD_ALL = (
    "INSERT INTO search_terms (rowid, title_terms, body_terms) "
    "SELECT edition_id, title_terms, body_terms FROM search_indexededition"
)
_CANDIDATES = """
WITH hits AS MATERIALIZED (
    SELECT rowid AS id, bm25(search_terms, 4.0, 1.0) AS text_rank
    FROM search_terms
    WHERE search_terms MATCH %s
)
SELECT id FROM hits WHERE EXISTS ({condition}) ORDER BY text_rank, id DESC LIMIT %s
"""
"""Materialised: the words are looked up once. Joined, the planner may look them up for each edition."""
_SAME_IDS = (
    "SELECT NOT EXISTS"
    " (SELECT id FROM search_terms_docsize EXCEPT SELECT edition_id FROM search_indexededition)"
    " AND NOT EXISTS"
    " (SELECT edition_id FROM search_indexededition EXCEPT SELECT id FROM search_terms_docsize)"
)
_SAME_TERMS = (
    "SELECT NOT EXISTS (SELECT edition_id, title_terms, body_terms FROM search_indexededition"
    " EXCEPT SELECT rowid, title_terms, body_terms FROM search_terms)"
)


class SQLiteEngine:
    """search.engines.base.Engine on FTS5."""

    def write(self, edition: Edition, title_terms: list[str], body_terms: list[str]) -> None:
        titles, body = " ".join(title_terms), " ".join(body_terms)
        IndexedEdition.objects.update_or_create(
            edition=edition, defaults={"title_terms": titles, "body_terms": body, "analysis": VERSION}
        )
        with connection.cursor() as cursor:
            cursor.execute(_FORGET, [edition.pk])
            cursor.execute(_ADD, [edition.pk, titles, body])

    def delete(self, edition_id: int) -> None:
        IndexedEdition.objects.filter(pk=edition_id).delete()
        with connection.cursor() as cursor:
            cursor.execute(_FORGET, [edition_id])

    def candidates(self, expression: Expression, within: EditionQuerySet, limit: int) -> list[int]:
        in_within = within.extra(where=["review_edition.id = hits.id"]).order_by().values("pk")
        try:
            condition, params = in_within.query.sql_with_params()
        except EmptyResultSet:
            return []
        with connection.cursor() as cursor:
            cursor.execute(_CANDIDATES.format(condition=condition), [match(expression), *params, limit])
            return [pk for (pk,) in cursor.fetchall()]

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        asked = list(terms)
        count = "(SELECT count(*) FROM search_terms WHERE search_terms MATCH %s)"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([count] * len(asked))}", [_quoted(term) for term in asked])
            return dict(zip(asked, cursor.fetchone(), strict=True))

    def is_complete(self) -> bool:
        return _says(_SAME_IDS)

    def is_sound(self) -> bool:
        with connection.cursor() as cursor:
            try:
                cursor.execute("INSERT INTO search_terms (search_terms) VALUES ('integrity-check')")
            except DatabaseError:
                return False
        return _says(_SAME_IDS) and _says(_SAME_TERMS)

    def rebuild(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_terms")
            cursor.execute(_ADD_ALL)


def match(expression: Expression) -> str:
    """Return the FTS5 query: every term a quoted string, so that nothing in it is an operator."""
    joined = {Match.ALL: " AND ", Match.ANY: " OR "}[expression.match].join(
        _quoted(term) for term in expression.terms
    )
    return f"title_terms : ({joined})" if expression.scope is Scope.TITLE else joined


def _quoted(term: QueryTerm) -> str:
    text = '"' + term.text.replace('"', '""') + '"'
    return f"{text} *" if term.unfinished else text


def _says(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])
