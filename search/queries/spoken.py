"""Letters that are the sound of Chinese words: zaobao, zb, licaichanpin."""

import re
from collections.abc import Sequence
from typing import Final

from search.domain.analysis import QueryTerm, initial_terms
from search.domain.concepts import SPOKEN, Concept, Matched, Way, way
from search.domain.expression import all_of, any_of
from search.domain.pinyin import MAX_TYPED, is_spoken, stretches
from search.queries.vocabulary import Known, Vocabulary

_LETTERS: Final = re.compile(r"[a-z]{2,}")
_WAYS: Final = 8
_BY_INITIALS: Final = 40
_LONGEST_INITIALS: Final = 10
_SHORTEST_KNOWN: Final = 4
_PATTERN: Final = 0.6


def spoken(concept: Concept, vocabulary: Vocabulary, *, known: bool) -> tuple[Concept, ...]:
    """Return the concepts that the letters typed stand for, `concept` itself if they stand for none.

    `known`: the letters are also a term of the index (etf); then only whole words of that sound are added.
    """
    typed = concept.typed
    if not _LETTERS.fullmatch(typed) or len(typed) > MAX_TYPED:
        return (concept,)
    if known:
        return (_also(concept, vocabulary.by_sound([typed]).get(typed, [])),)
    words = by_whole_sound(typed, concept.run, vocabulary) if is_spoken(typed) else ()
    if words:
        return words
    begun = vocabulary.beginning(typed)[:_WAYS] if len(typed) > 3 else []
    ways = (*_ways(begun), *_initials(typed, vocabulary))
    return (Concept(typed, ways, concept.run),) if ways else (concept,)


def by_whole_sound(typed: str, run: int, vocabulary: Vocabulary) -> tuple[Concept, ...]:
    """Return the fewest and commonest words that together sound as typed, with or without what is between."""
    known = vocabulary.by_sound(set(stretches(typed)))
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())] * (len(typed) + 1)
    for start in range(len(typed) - 1, -1, -1):
        skipped, after = best[start + 1]
        best[start] = (skipped - 1.0, after)
        for end in range(start + 2, len(typed) + 1):
            words = known.get(typed[start:end])
            if words:
                rest, parts = best[end]
                commonness = min(sum(word.documents for word in words), 1000) / 10_000
                best[start] = max(best[start], (rest - 0.5 + commonness, (typed[start:end], *parts)))
    parts = best[0][1]
    found = tuple(Concept(part, _ways(known[part][:_WAYS]), run) for part in parts)
    if not found:
        return ()
    spoken_so = any_of(tuple(one.expression for one in found))
    terms = tuple(term for one in found for way in one.ways for term in way.terms)
    whole = Way(typed, SPOKEN, spoken_so, Matched.SOUND, terms, typed)
    return (*found, Concept(typed, (whole,), run + 1)) if "".join(parts) != typed else found


def _also(concept: Concept, words: Sequence[Known]) -> Concept:
    if len(concept.typed) < _SHORTEST_KNOWN or not words:
        return concept
    return Concept(concept.typed, (*concept.ways, *_ways(words[:_WAYS])), concept.run)


def _ways(words: Sequence[Known]) -> tuple[Way, ...]:
    """Return the words as ways, the commoner the weightier: who types a sound means the usual word."""
    most = max((word.documents for word in words), default=1)
    found = [way(word.text, SPOKEN * (0.7 + 0.3 * word.documents / most)) for word in words]
    return tuple(one for one in found if one is not None)


def _initials(typed: str, vocabulary: Vocabulary) -> tuple[Way, ...]:
    """Return the words with these initials, and whatever has them one after another in neighbouring words."""
    if len(typed) > _LONGEST_INITIALS:
        return ()
    ways = _ways(vocabulary.by_initials([typed]).get(typed, [])[:_BY_INITIALS])
    terms = tuple(QueryTerm(term) for term in initial_terms(typed))
    if not terms:
        return ways
    return (*ways, Way(typed, _PATTERN, all_of(terms), Matched.INITIALS, terms, typed))
