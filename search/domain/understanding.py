"""From a query to concepts, without looking at what there is."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from search.domain.analysis import Piece, Script, piece_terms, pieces
from search.domain.concepts import NEARLY, SYNONYM, Concept, Way, way
from search.domain.folding import folded
from search.domain.segmentation import Cutting, cut

MAX_QUERY: Final = 200
MAX_CONCEPTS: Final = 20
MAX_WAYS: Final = 10

Synonyms = Callable[[str], Sequence[str]]

_PARTICLES: Final = frozenset("的了吗呢吧啊呀么是在和与及或请之")
_ASKING: Final = frozenset(
    ("怎么", "怎样", "如何", "什么", "哪些", "哪个", "多少", "为什么", "请问", "有没有", "什么样", "怎么样")
)
_ENDS_A_QUESTION: Final = ("?", "吗", "呢")
EMPTY: Final = _PARTICLES | _ASKING
"""Words that do not count beside others."""
_DIGITS: Final = re.compile(r"[0-9]{5,}")


def concepts(query: str, synonyms: Synonyms, cutting: Cutting = cut) -> tuple[Concept, ...]:
    """Return what `query` asks for, in the order typed, each thing once; empty if it asks for nothing.

    At most MAX_QUERY characters and MAX_CONCEPTS things are read. Particles and question words do not count
    beside others. The last thing typed may be unfinished. `synonyms` says what else a word finds,
    `cutting` what a word is.
    """
    plain = " ".join(folded(query[:MAX_QUERY]).split())
    words = list(_words(plain, cutting))
    meaning = [one for one in words if one[0] not in EMPTY] or words
    found: dict[str, Concept] = {}
    for text, run in meaning[:MAX_CONCEPTS]:
        unfinished = text == meaning[-1][0] and plain.endswith(text)
        if text not in found and (ways := _ways(text, synonyms, unfinished)):
            found[text] = Concept(text, ways, run)
    return tuple(found.values())


def is_question(query: str) -> bool:
    """Return whether `query` is put as a question, as a customer writes one in a chat."""
    plain = folded(query[:MAX_QUERY]).strip()
    return plain.endswith(_ENDS_A_QUESTION) or any(word in plain for word in _ASKING)


def _words(plain: str, cutting: Cutting) -> Iterator[tuple[str, int]]:
    """Yield the words of folded text, each with the number of its run."""
    run, end = -1, -1
    for piece in pieces(plain):
        run += piece.start != end
        end = piece.end
        for word in joined(cutting(piece.text)) if piece.script is Script.HAN else [piece.text]:
            yield word, run


def joined(words: Sequence[str]) -> list[str]:
    """Return the words with neighbouring single characters put together: a name or a slip, not words."""
    found: list[str] = []
    open_ = False
    for word in words:
        single = len(word) == 1 and word not in _PARTICLES
        if single and open_:
            found[-1] += word
        else:
            found.append(word)
        open_ = single
    return found


def _ways(text: str, synonyms: Synonyms, unfinished: bool) -> tuple[Way, ...]:
    typed = way(text, unfinished=unfinished)
    if typed is None:
        return ()
    others = [way(other, SYNONYM) for other in synonyms(text) if text not in other]
    parts = [way(part, NEARLY) for part in _codes_inside(text)]
    return (typed, *(one for one in (*others, *parts) if one is not None))[:MAX_WAYS]


def _codes_inside(text: str) -> list[str]:
    """Return the numbers inside a code, such as 600000 of sh600000."""
    piece: Piece | None = next(pieces(text), None)
    if piece is None or piece.script is not Script.CODE:
        return []
    return [part for part in piece_terms(piece)[1:] if _DIGITS.fullmatch(part)]
