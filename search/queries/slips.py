"""Words that sound or look like what was typed: 利财 for 理财, 信卡用 for 信用卡."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search.domain.analysis import HAN
from search.domain.concepts import NEARLY, SOUNDS_ALIKE, Concept, Way, way
from search.domain.distance import is_one_slip
from search.domain.pinyin import loose
from search.queries.vocabulary import Known, Vocabulary

_HAN_ONLY: Final = re.compile(f"{HAN}+")
_LONGEST: Final = 6
_WAYS: Final = 4
_MOST_UNKNOWN: Final = 6
_MUCH_COMMONER: Final = 5


@dataclass(frozen=True, slots=True)
class _Span:
    """Neighbouring concepts of a query, from `start` to before `end`, that may be one word gone wrong."""

    start: int
    end: int
    text: str
    documents: int


def mended(
    concepts: Sequence[Concept], documents: Mapping[Concept, int], vocabulary: Vocabulary
) -> tuple[Concept, ...]:
    """Return the concepts with the words that may have been meant added to what was typed.

    `documents` says how many editions have each. What was typed stays among the ways, and counts most.
    """
    spans = list(_spans(concepts, documents))
    if not spans:
        return tuple(concepts)
    alike = vocabulary.by_loose_sound({loose(span.text) for span in spans})
    unknown = [span for span in spans if not span.documents]
    near = _near(unknown, vocabulary) if len(unknown) <= _MOST_UNKNOWN else {}
    offers = []
    for span in spans:
        ways = _better(span, alike.get(loose(span.text), []), near.get(span.text, []))
        if ways:
            offers.append((span, ways))
    return _replaced(concepts, offers)


def _spans(concepts: Sequence[Concept], documents: Mapping[Concept, int]) -> Iterator[_Span]:
    """Yield single words, and neighbours together where one of them is unknown or hardly a word."""
    for start, first in enumerate(concepts):
        text = ""
        for end in range(start + 1, min(start + 4, len(concepts) + 1)):
            last = concepts[end - 1]
            if not _HAN_ONLY.fullmatch(last.typed) or last.run != first.run:
                break
            text += last.typed
            some = concepts[start:end]
            if not 2 <= len(text) <= _LONGEST:
                continue
            if len(some) == 1:
                yield _Span(start, end, text, documents[first])
            elif any(_is_doubtful(one, documents) for one in some):
                yield _Span(start, end, text, 0)


def _is_doubtful(concept: Concept, documents: Mapping[Concept, int]) -> bool:
    return documents[concept] < 2 or len(concept.typed) == 1


def _near(spans: Sequence[_Span], vocabulary: Vocabulary) -> dict[str, list[Known]]:
    firsts = {f"{span.text[0]}{size}" for span in spans for size in _sizes(span.text)}
    lasts = {f"{span.text[-1]}{size}" for span in spans for size in _sizes(span.text)}
    turned = {f"{span.text[1]}2" for span in spans if len(span.text) == 2}
    if not firsts:
        return {}
    written = [span.text for span in spans]
    words = vocabulary.by_edges(
        firsts | turned, lasts, lambda text: any(is_one_slip(one, text) for one in written)
    )
    return {span.text: [word for word in words if is_one_slip(span.text, word.text)] for span in spans}


def _sizes(text: str) -> range:
    return range(max(len(text) - (len(text) > 2), 2), len(text) + 2) if len(text) > 2 else range(2, 4)


def _better(span: _Span, alike: Sequence[Known], near: Sequence[Known]) -> tuple[Way, ...]:
    enough = _MUCH_COMMONER * span.documents if span.documents else 1
    found: dict[str, Way] = {}
    for words, weight in ((alike, SOUNDS_ALIKE), (near, NEARLY)):
        for word in [one for one in words if one.text != span.text and one.documents >= enough][:_WAYS]:
            made = way(word.text, weight)
            if made is not None:
                found.setdefault(word.text, made)
    return tuple(found.values())


def _replaced(
    concepts: Sequence[Concept], offers: Sequence[tuple[_Span, tuple[Way, ...]]]
) -> tuple[Concept, ...]:
    """Take the longest spans of several concepts first; a concept belongs to one span only."""
    taken: dict[int, tuple[_Span, tuple[Way, ...]]] = {}
    for span, ways in sorted(offers, key=lambda offer: (offer[0].start - offer[0].end, -offer[1][0].weight)):
        if not any(number in taken for number in range(span.start, span.end)):
            taken |= dict.fromkeys(range(span.start, span.end), (span, ways))
    found: list[Concept] = []
    for number, concept in enumerate(concepts):
        if number not in taken:
            found.append(concept)
            continue
        span, ways = taken[number]
        if number == span.start:
            typed = (
                concept.ways
                if span.end - span.start == 1
                else tuple(one for one in (way(span.text),) if one is not None)
            )
            found.append(Concept(span.text, (*typed, *ways), concept.run))
    return tuple(found)
