"""What Elasticsearch keeps of an edition, and how it is told.

Terms come from search.domain.analysis and are only split at spaces there, so that all engines give the same
candidates. Initials (pinyin) stand in fields of their own, title and text apart. Neither texts nor the
documents as they were sent are kept: what is shown comes from the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from elasticsearch_dsl import Index, Keyword, Long, Q, Text, analyzer
from elasticsearch_dsl import Mapping as DslMapping
from elasticsearch_dsl.query import Query

from search.domain.analysis import QueryTerm
from search.domain.expression import AllOf, Expression, Scope
from search.engines.base import Entry
from search.engines.pushdown import Condition

MAPPING_VERSION: Final = 2
"""Goes up whenever mapping or settings change; an index of another version is left and made anew."""
_TERMS: Final = analyzer("armoury_terms", tokenizer="whitespace")
_INITIALS: Final = "_"
_WORDS: Final = {Scope.TITLE: ("title",), Scope.EVERYWHERE: ("title", "text")}
_PINYIN: Final = {Scope.TITLE: ("title_pinyin",), Scope.EVERYWHERE: ("title_pinyin", "text_pinyin")}


@dataclass(frozen=True, slots=True)
class Document:
    """One state of an edition. Without fields it is a tombstone, which nothing finds and nothing older
    replaces.
    """

    edition: int
    version: int
    fields: Mapping[str, Any]


def document(entry: Entry, version: int, filtered_by: Mapping[str, int | str] | None = None) -> Document:
    """Return the state of an edition that is there. `filtered_by`: branch, kind, valid_from, valid_until."""
    title, title_pinyin = _split(entry.title.terms)
    text, text_pinyin = _split(entry.body.terms)
    fields = {
        "title": title,
        "text": text,
        "title_pinyin": title_pinyin,
        "text_pinyin": text_pinyin,
        **(filtered_by or {}),
    }
    return Document(entry.edition_id, version, fields)


def index(name: str, *, aliases: Iterable[str] = ()) -> Index:
    """Return the index as it is to be made."""
    mapping = DslMapping()
    mapping.meta("dynamic", "strict")
    mapping.meta("_source", enabled=False)
    mapping.meta("_meta", version=MAPPING_VERSION)
    for field in (*_WORDS[Scope.EVERYWHERE], *_PINYIN[Scope.EVERYWHERE]):
        mapping.field(field, Text(analyzer=_TERMS, index_options="docs", norms=False))
    for field in ("edition", "version", "valid_from", "valid_until"):
        mapping.field(field, Long())
    for field in ("branch", "kind"):
        mapping.field(field, Keyword())
    made = Index(name)
    made.settings(
        number_of_shards=settings.ARMOURY_ELASTICSEARCH_SHARDS,
        number_of_replicas=settings.ARMOURY_ELASTICSEARCH_REPLICAS,
    )
    made.mapping(mapping)
    made.aliases(**{alias: {} for alias in aliases})
    return made


def query(expression: Expression, scope: Scope, conditions: Sequence[Condition] = ()) -> Query:
    """Return the filter: terms, prefixes and ranges only, so that nothing in a term is an operator."""
    return Q("bool", filter=[_asked(expression, scope), *map(_compared, conditions)])


def _asked(expression: Expression, scope: Scope) -> Query:
    if isinstance(expression, QueryTerm):
        kind = "prefix" if expression.unfinished else "term"
        fields = _PINYIN[scope] if expression.text.startswith(_INITIALS) else _WORDS[scope]
        return _any([Q(kind, **{field: {"value": expression.text}}) for field in fields])
    parts = [_asked(part, scope) for part in expression.parts]
    return Q("bool", filter=parts) if isinstance(expression, AllOf) else _any(parts)


def _compared(one: Condition) -> Query:
    if one.operator == "in":
        return Q("terms", **{one.field: list(one.values)})
    return Q("range", **{one.field: {one.operator: one.values[0]}})


def _any(parts: Sequence[Query]) -> Query:
    return parts[0] if len(parts) == 1 else Q("bool", should=list(parts), minimum_should_match=1)


def _split(terms: Iterable[str]) -> tuple[str, str]:
    """Return words and initials, each joined by spaces."""
    listed = list(terms)
    words = " ".join(term for term in listed if not term.startswith(_INITIALS))
    return words, " ".join(term for term in listed if term.startswith(_INITIALS))
