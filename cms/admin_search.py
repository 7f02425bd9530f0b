"""Search in Wagtail's own choosers and lists: the database's backend, by the terms of the library's search.

Chinese has no spaces, so the stock backend finds a word only where it stands alone; and SQLite reads
quotation marks, stars and brackets as operators and fails on a single one. Both sides are therefore handed
over as terms with spaces between: pairs of characters, words in Latin letters, figures.
"""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any, Final

from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField
from modelsearch.query import PlainText
from wagtail.search.backends import database

from search.domain.analysis import Script, han_terms, piece_terms, pieces
from search.domain.folding import folded

WORD: Final = re.compile(r"[^\W_]+")
MAX_TYPED: Final = 200
MAX_TEXT: Final = 50_000


def terms_of_text(text: str) -> str:
    """Return the terms under which `text` is found, a space between them."""
    found: list[str] = []
    for piece in pieces(folded(text[:MAX_TEXT])):
        found += piece_terms(piece)
        if piece.script is Script.HAN and len(piece.text) > 1:
            found += piece.text
    return " ".join(_plain(found))


def terms_of_query(typed: str) -> str:
    """Return the terms that a typed query asks for, each once; nothing if there is no word in it."""
    found: list[str] = []
    for piece in pieces(folded(typed[:MAX_TYPED])):
        found += han_terms(piece.text) if piece.script is Script.HAN else piece_terms(piece)[:1]
    return " ".join(dict.fromkeys(_plain(found)))


def _plain(terms: Iterable[str]) -> Iterator[str]:
    """Yield the letters and figures of the terms alone: neither database cuts them any further."""
    for term in terms:
        yield from WORD.findall(term)


class _Found:
    """An object as the index takes it, its texts as terms."""

    def __init__(self, of: Any) -> None:
        self.of = of
        self.pk = of.pk

    def get_search_fields(self) -> list[BaseField]:
        return [_as_terms(field) for field in self.of.get_search_fields()]


def _as_terms(field: BaseField) -> BaseField:
    """Return a copy of the field that gives terms in the place of texts."""
    own = copy(field)
    if isinstance(field, RelatedFields):
        own.fields = [_as_terms(one) for one in field.fields]
        own.get_value = lambda holder: field.get_value(_real(holder))
    elif isinstance(field, SearchField | AutocompleteField):
        own.get_value = lambda holder: _terms(field.get_value(_real(holder)))
    return own


def _real(holder: Any) -> Any:
    return holder.of if isinstance(holder, _Found) else holder


def _terms(value: Any) -> str:
    """Return the terms of a field's value: a text, or what Wagtail's backends take apart in the same way."""
    if isinstance(value, list | tuple):
        return " ".join(map(_terms, value))
    if isinstance(value, dict):
        return " ".join(map(_terms, value.values()))
    return "" if value is None else terms_of_text(force_str(value))


def _asked(query: Any) -> Any:
    if isinstance(query, PlainText):
        return PlainText(terms_of_query(query.query_string), operator=query.operator)
    return terms_of_query(query) if isinstance(query, str) else query


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (the name that Wagtail looks for)
    """Return the backend of the default database, which hands on terms."""
    base: Any = type(database.SearchBackend(params))

    class TermsIndex(base.index_class):
        def add_items(self, model: Any, objs: Iterable[Any]) -> None:
            super().add_items(model, [_Found(one) for one in objs])

    class TermsBackend(base):
        index_class = TermsIndex

        def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().search(_asked(query), *args, **kwargs)

        def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().autocomplete(_asked(query), *args, **kwargs)

    return TermsBackend(params)
