"""Words by how they sound and by how they are written."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from search.models import Word


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the vocabulary, and about how many editions have it."""

    text: str
    documents: int


class Vocabulary:
    """The words of the database `using`. Each method is one query; the commonest words come first."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self._words: QuerySet[Word] = Word.objects.using(using)

    def by_sound(self, sounds: Collection[str]) -> dict[str, list[Known]]:
        """Return the words that sound exactly so, by sound."""
        return _grouped(self._words.filter(sound__in=sounds).values_list("sound", "text", "documents"))

    def by_initials(self, initials: Collection[str]) -> dict[str, list[Known]]:
        """Return the words with these initials, by initials."""
        return _grouped(
            self._words.filter(initials__in=initials).values_list("initials", "text", "documents")
        )

    def beginning(self, sound: str) -> list[Known]:
        """Return the words whose sound begins so."""
        rows = self._words.filter(sound__gte=sound, sound__lt=f"{sound}{{").values_list("text", "documents")
        return _ordered(Known(*row) for row in rows[:500])

    def by_loose_sound(self, sounds: Collection[str]) -> dict[str, list[Known]]:
        """Return the words that sound about so, by loose sound."""
        return _grouped(self._words.filter(loose__in=sounds).values_list("loose", "text", "documents"))

    def by_edges(self, firsts: Collection[str], lasts: Collection[str]) -> list[Known]:
        """Return the words whose first character and length, or last and length, are among these."""
        rows = self._words.filter(Q(first__in=firsts) | Q(last__in=lasts)).values_list("text", "documents")
        return _ordered(Known(*row) for row in rows)


def _grouped(rows: Iterable[tuple[str, str, int]]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for key, text, documents in rows:
        found[key].append(Known(text, documents))
    return {key: _ordered(words) for key, words in found.items()}


def _ordered(words: Iterable[Known]) -> list[Known]:
    return sorted(words, key=lambda word: (-word.documents, word.text))
