"""From text to terms: the same for what is indexed and what is asked, whichever engine keeps them.

Chinese is indexed by its characters and by each pair of neighbours, so that whatever stands in a text is
found as a substring, whatever a dictionary takes for a word. Words matter where a question is understood
(search.domain.understanding) and where the vocabulary is kept (`words`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from search.domain.figures import CODE, DATE, MAX_TERM, code_terms, date_terms
from search.domain.folding import folded
from search.domain.pinyin import word_initials
from search.domain.segmentation import cut

VERSION: Final = 2
"""Goes up whenever the same text gives other terms; rows of another version are indexed anew."""
MAX_TEXT: Final = 50_000

HAN: Final = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PIECE: Final = re.compile(
    rf"(?P<date>{DATE})|(?P<code>{CODE})|(?P<han>{HAN}+)|(?P<other>[^\W_0-9a-z\u3007]+)"
)
_OTHER_UNTIL_HAN: Final = re.compile(rf"(?:(?!{HAN}).)+")
_WORD_LENGTHS: Final = range(2, 9)


class Script(Enum):
    DATE = "date"
    CODE = "code"
    HAN = "han"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of folded text of one script, from `start` to before `end`."""

    script: Script
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term asked for. An unfinished one also stands for each term that begins with it."""

    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text as search keeps it.

    `terms`: under which it is found, each once. `matter` is what the ranker reads, in three lines: the folded
    text; the terms of its dates, codes and foreign words, each between spaces; the initials of its Chinese
    words, the first of each word large. `words`: Chinese words for the vocabulary.
    """

    terms: tuple[str, ...]
    matter: str
    words: frozenset[str]


def pieces(text: str) -> Iterator[Piece]:
    """Yield the dates, codes and runs of letters of folded text, in order; everything else is left out."""
    position = 0
    while found := _PIECE.search(text, position):
        script = Script(found.lastgroup)
        start, end = found.span()
        if script is Script.OTHER and (until := _OTHER_UNTIL_HAN.match(text, start, end)):
            end = until.end()
        yield Piece(script, text[start:end], start, end)
        position = end


def analyse(text: str) -> Analysed:
    """Return what is kept of `text`. Never raises; what is beyond MAX_TEXT is left out."""
    clean = " ".join(folded(text[:MAX_TEXT]).split())
    found: dict[str, None] = {}
    figures: dict[str, None] = {}
    words: set[str] = set()
    initials: list[str] = []
    for piece in pieces(clean):
        if piece.script is Script.HAN:
            found |= dict.fromkeys(han_terms(piece.text))
            found |= dict.fromkeys(piece.text)
            found_words = cut(piece.text)
            words |= {word for word in found_words if len(word) in _WORD_LENGTHS}
            spelt = "".join(map(word_initials, found_words))
            found |= dict.fromkeys(initial_terms(spelt.lower()))
            initials.append(spelt)
        else:
            figures |= dict.fromkeys(piece_terms(piece))
    matter = f"{clean}\n {'  '.join(figures)} \n{' '.join(initials)}"
    return Analysed((*found, *figures), matter, frozenset(words))


def plain(matter: str) -> str:
    """Return the folded text alone of what `analyse` gave as matter."""
    return matter.partition("\n")[0]


def han_terms(run: str) -> list[str]:
    """Return the pairs of neighbours of Chinese text; the character itself if it is one."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def initial_terms(letters: str) -> list[str]:
    """Return the terms under which neighbours are found by their initials: each three letters."""
    return [f"_{letters[at : at + 3]}" for at in range(len(letters) - 2)]


def piece_terms(piece: Piece) -> list[str]:
    """Return what one piece is found by, the whole of a date or code before its parts."""
    match piece.script:
        case Script.DATE:
            return list(date_terms(piece.text))
        case Script.CODE:
            return list(code_terms(piece.text))
        case Script.HAN:
            return han_terms(piece.text)
        case Script.OTHER:
            return [piece.text[:MAX_TERM]]
