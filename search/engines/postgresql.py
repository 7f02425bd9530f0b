"""PostgreSQL: a tsvector beside the terms, built here word for word, with a GIN index.

array_to_tsvector cannot be used for it: its lexemes have no positions, and weights belong to positions. So
the vector is written out as a literal, with one position of weight A for the title and one of weight D for
the text.
"""

from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import F, FloatField
from django.db.models.expressions import RawSQL

from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain.analysis import VERSION, QueryTerm
from search.domain.expression import Expression, Match, Scope
from search.models import IndexedEdition

_WRITE = "UPDATE search_indexededition SET lexemes = %s::tsvector WHERE edition_id = %s"
_MATCHING = "SELECT edition_id FROM search_indexededition WHERE lexemes @@ %s::tsquery"
_RANK = (
    "(SELECT ts_rank(lexemes, %s::tsquery, 1) FROM search_indexededition"
    " WHERE edition_id = review_edition.id)"
)
_HAS_LEXEMES = (
    "SELECT NOT EXISTS (SELECT 1 FROM search_indexededition WHERE lexemes = '' AND title_terms <> '')"
)
_HAS_ITS_LEXEMES = """
        SELECT NOT EXISTS ( SELECT 1 FROM search_indexededition, LATERAL (SELECT tsvector_to_array(lexemes) AS
        kept) AS vector, LATERAL (SELECT array_remove(string_to_array(title_terms || ' ' || body_terms, ' '),
        '') AS due) AS terms WHERE NOT (kept @> due AND kept <@ due) )
"""


class PostgreSQLEngine:
    """search.engines.base.Engine on tsvector."""

    def write(self, edition: Edition, title_terms: list[str], body_terms: list[str]) -> None:
        titles, body = " ".join(title_terms), " ".join(body_terms)
        IndexedEdition.objects.update_or_create(
            edition=edition, defaults={"title_terms": titles, "body_terms": body, "analysis": VERSION}
        )
        _write_lexemes(edition.pk, title_terms, body_terms)

    def delete(self, edition_id: int) -> None:
        IndexedEdition.objects.filter(pk=edition_id).delete()

    def candidates(self, expression: Expression, within: EditionQuerySet, limit: int) -> list[int]:
        query = tsquery(expression)
        matching = within.filter(pk__in=RawSQL(_MATCHING, [query]))  # noqa: S611
        ranked = matching.annotate(text_rank=RawSQL(_RANK, [query], FloatField()))  # noqa: S611
        return list(ranked.order_by(F("text_rank").desc(), "-pk").values_list("pk", flat=True)[:limit])

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        asked = list(terms)
        count = "(SELECT count(*) FROM search_indexededition WHERE lexemes @@ %s::tsquery)"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join([count] * len(asked))}", [_operand(term, "") for term in asked]
            )
            return dict(zip(asked, cursor.fetchone(), strict=True))

    def is_complete(self) -> bool:
        return _says(_HAS_LEXEMES)

    def is_sound(self) -> bool:
        return _says(_HAS_ITS_LEXEMES)

    def rebuild(self) -> None:
        for row in IndexedEdition.objects.iterator(500):
            _write_lexemes(row.pk, row.title_terms.split(), row.body_terms.split())


def tsvector(title_terms: Iterable[str], body_terms: Iterable[str]) -> str:
    """Return the literal of a tsvector."""
    places: dict[str, list[str]] = {}
    for place, terms in (("1A", title_terms), ("2", body_terms)):
        for term in dict.fromkeys(terms):
            places.setdefault(term, []).append(place)
    return " ".join(f"{_quoted(term)}:{','.join(found)}" for term, found in places.items())


def tsquery(expression: Expression) -> str:
    """Return the literal of a tsquery: every term a quoted lexeme, so that nothing in it is an operator."""
    weight = "A" if expression.scope is Scope.TITLE else ""
    operator = {Match.ALL: " & ", Match.ANY: " | "}[expression.match]
    return operator.join(_operand(term, weight) for term in expression.terms)


def _write_lexemes(edition_id: int, title_terms: Iterable[str], body_terms: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [tsvector(title_terms, body_terms), edition_id])


def _operand(term: QueryTerm, weight: str) -> str:
    labels = ("*" if term.unfinished else "") + weight
    return f"{_quoted(term.text)}:{labels}" if labels else _quoted(term.text)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _says(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])
