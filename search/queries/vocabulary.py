"""Words by how they sound and by how they are written.

Asked in plain SQL, as the engines are: putting a query together took longer than answering it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.db import DEFAULT_DB_ALIAS

from search.engines import engine

_BY: Final = "SELECT {column}, text, documents FROM search_word WHERE {column} IN ({places})"
_BEGINNING: Final = "SELECT text, documents FROM search_word WHERE sound >= %s AND sound < %s LIMIT 500"
_BY_EDGES: Final = "SELECT text, documents FROM search_word WHERE first IN ({firsts}) OR last IN ({lasts})"


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the vocabulary, and about how many editions have it."""

    text: str
    documents: int


class Vocabulary:
    """The words of the database `using`. Each method is one query; the commonest words come first."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self._engine = engine(using)

    def by_sound(self, sounds: Collection[str]) -> dict[str, list[Known]]:
        """Return the words that sound exactly so, by sound."""
        return _grouped(self._by("sound", sounds))

    def by_initials(self, initials: Collection[str]) -> dict[str, list[Known]]:
        """Return the words with these initials, by initials."""
        return _grouped(self._by("initials", initials))

    def beginning(self, sound: str) -> list[Known]:
        """Return the words whose sound begins so."""
        rows = self._engine.ask(_BEGINNING, [sound, f"{sound}{{"])
        return _ordered(Known(text, documents) for text, documents in rows)

    def by_loose_sound(self, sounds: Collection[str]) -> dict[str, list[Known]]:
        """Return the words that sound about so, by loose sound."""
        return _grouped(self._by("loose", sounds))

    def by_edges(
        self, firsts: Collection[str], lasts: Collection[str], is_near: Callable[[str], bool]
    ) -> list[Known]:
        """Return the words whose first character and length, or last and length, are among these, and that
        are near.
        """
        asked = _BY_EDGES.format(firsts=_places(firsts), lasts=_places(lasts))
        rows = self._engine.ask(asked, [*firsts, *lasts])
        return _ordered(Known(text, documents) for text, documents in rows if is_near(text))

    def _by(self, column: str, keys: Collection[str]) -> list[tuple[str, str, int]]:
        rows = self._engine.ask(_BY.format(column=column, places=_places(keys)), list(keys))
        return [(key, text, documents) for key, text, documents in rows]


def _places(values: Collection[str]) -> str:
    """Return the places of so many values in SQL; of none what nothing equals."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def _grouped(rows: Iterable[tuple[str, str, int]]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for key, text, documents in rows:
        found[key].append(Known(text, documents))
    return {key: _ordered(words) for key, words in found.items()}


def _ordered(words: Iterable[Known]) -> list[Known]:
    return sorted(words, key=lambda word: (-word.documents, word.text))
