"""What a query asks for: concepts, each of which a text may put in several ways."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from search.domain.analysis import HAN, QueryTerm, Script, piece_terms, pieces
from search.domain.expression import Expression, all_of, any_of
from search.domain.pinyin import spoken

AS_TYPED: Final = 1.0
SYNONYM: Final = 0.9
SPOKEN: Final = 0.85
SOUNDS_ALIKE: Final = 0.7
NEARLY: Final = 0.65
PARTLY: Final = 0.5
_HAS_HAN: Final = re.compile(HAN)


class Matched(Enum):
    """How the ranker finds a way in a text."""

    SUBSTRING = "substring"
    FIGURE = "figure"
    INITIALS = "initials"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying something: `expression` finds candidates that may have it, `in_text` looks."""

    text: str
    weight: float
    expression: Expression
    matched: Matched = Matched.SUBSTRING
    terms: tuple[QueryTerm, ...] = ()
    needle: str = ""

    def count(self, text: str) -> float:
        """Return how often the text (see Analysed.matter) says it so."""
        if self.matched is Matched.INITIALS:
            return _initials_in(text, self.needle)
        if self.matched is Matched.SOUND:
            return spoken(text).count(self.needle)
        return text.count(self.needle)


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for. `typed` is how; `run` counts the stretches of the query: neighbours of one run
    were typed without anything between them.
    """

    typed: str
    ways: tuple[Way, ...]
    run: int = 0

    @property
    def expression(self) -> Expression:
        return any_of(tuple(way.expression for way in self.ways))


def way(text: str, weight: float = AS_TYPED, *, unfinished: bool = False) -> Way | None:
    """Return how folded `text` is found; None if there is nothing in it to look for."""
    found = list(pieces(text))
    if not found:
        return None
    if _HAS_HAN.search(text):
        terms = [QueryTerm(term) for piece in found for term in _asked(piece.text, piece.script)]
        return Way(text, weight, all_of(tuple(terms)), Matched.SUBSTRING, tuple(terms), text)
    whole = [piece_terms(piece)[0] for piece in found]
    terms = [QueryTerm(one, unfinished and one == whole[-1]) for one in whole]
    needle = f" {terms[0].text}" + ("" if terms[0].unfinished else " ")
    return Way(text, weight, all_of(tuple(terms)), Matched.FIGURE, tuple(terms), needle)


def _initials_in(text: str, letters: str) -> float:
    """Return 1 if the initials of whole words stand in the text, less if they begin or end inside a word.

    `text` is one matter, or title and body one below the other: each third line has initials.
    """
    line = "\n".join(text.split("\n")[2::3])
    plain = line.lower()
    best, at = 0.0, plain.find(letters)
    while at >= 0 and best < 1:
        end = at + len(letters)
        best = max(best, 0.25 + 0.5 * line[at].isupper() + 0.25 * (not line[end : end + 1].islower()))
        at = plain.find(letters, at + 1)
    return best


def _asked(text: str, script: Script) -> list[str]:
    found = list(pieces(text))
    return piece_terms(found[0]) if script is Script.HAN else piece_terms(found[0])[:1]
