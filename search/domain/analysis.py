"""From text to terms: the same for what is indexed and what is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

import rjieba

from search.domain.figures import CODE, DATE, MAX_TERM, code_terms, date_terms
from search.domain.folding import fold

VERSION: Final = 1
"""Goes up whenever the same text gives other terms; rows of another version are indexed anew."""
MAX_TEXT: Final = 50_000
MAX_QUERY: Final = 200
MAX_QUERY_TERMS: Final = 12

HAN: Final = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PIECE: Final = re.compile(
    rf"(?P<date>{DATE})|(?P<code>{CODE})|(?P<han>{HAN}+)|(?P<other>[^\W_0-9a-z\u3007]+)"
)
_OTHER_UNTIL_HAN: Final = re.compile(rf"(?:(?!{HAN}).)+")
_PARTICLES: Final = frozenset("的了吗呢吧啊呀么")


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
    """A term asked for. An unfinished one, the last being typed, also stands for each term that begins with
    it.
    """

    text: str
    unfinished: bool = False

    def count(self, spread: str) -> int:
        """Return how often it is among terms that `spread` put into one string."""
        return spread.count(f" {self.text}" if self.unfinished else f" {self.text} ")


def pieces(folded: str) -> Iterator[Piece]:
    """Yield the dates, codes and runs of letters of folded text, in order; everything else is left out."""
    position = 0
    while found := _PIECE.search(folded, position):
        script = Script(found.lastgroup)
        start, end = found.span()
        if script is Script.OTHER and (until := _OTHER_UNTIL_HAN.match(folded, start, end)):
            end = until.end()
        yield Piece(script, folded[start:end], start, end)
        position = end


def terms(text: str) -> list[str]:
    """Return the terms under which `text` is found, in reading order: words with the words inside them,
    dates, numbers and codes with their parts, then each Chinese character once. What is beyond MAX_TEXT is
    left out.
    """
    found: list[str] = []
    characters: dict[str, None] = {}
    for piece in pieces(fold(text[:MAX_TEXT]).text):
        found += piece_terms(piece)
        if piece.script is Script.HAN:
            characters |= dict.fromkeys(piece.text)
    known = set(found)
    return found + [character for character in characters if character not in known]


def piece_terms(piece: Piece) -> list[str]:
    """Return what one piece is found by, the whole before its parts (of Chinese: in the words' own order)."""
    match piece.script:
        case Script.DATE:
            return list(date_terms(piece.text))
        case Script.CODE:
            return list(code_terms(piece.text))
        case Script.HAN:
            return [word[:MAX_TERM] for word in rjieba.cut_for_search(piece.text)]
        case Script.OTHER:
            return [piece.text[:MAX_TERM]]


def spread(joined: str) -> str:
    """Return terms joined by single spaces with two between them and one around, to be counted."""
    return f" {joined.replace(' ', '  ')} "


def query_terms(text: str) -> tuple[QueryTerm, ...]:
    """Return what a query asks for, each term once, the last one unfinished; empty if there is nothing to
    look for.

    Particles do not count beside other words. At most MAX_QUERY characters and MAX_QUERY_TERMS terms are
    read.
    """
    words = [word for piece in pieces(fold(text[:MAX_QUERY]).text) for word in _asked(piece)]
    meaning = [word for word in words if word not in _PARTICLES] or words
    distinct = list(dict.fromkeys(meaning))[:MAX_QUERY_TERMS]
    return tuple(QueryTerm(word, unfinished=word == meaning[-1]) for word in distinct)


def split(term: QueryTerm) -> tuple[QueryTerm, ...]:
    """Return the terms that the term is made of, the last as unfinished as the whole; itself if it has no
    parts.
    """
    piece = next(pieces(term.text), None)
    if piece is None or piece.text != term.text:
        return (term,)
    parts = _tiles(piece) if piece.script is Script.HAN else piece_terms(piece)[1:]
    if not parts:
        return (term,)
    return tuple(QueryTerm(part, term.unfinished and part == parts[-1]) for part in dict.fromkeys(parts))


def _asked(piece: Piece) -> list[str]:
    if piece.script is Script.HAN:
        return [word[:MAX_TERM] for word in rjieba.cut(piece.text)]
    return piece_terms(piece)[:1]


def _tiles(piece: Piece) -> list[str]:
    """Cover a Chinese word from left to right by the longest words inside it, by single characters elsewhere.

    A word of the dictionary that holds no other word has no tiles: its characters alone mean something else.
    """
    inside = {word for word in rjieba.cut_for_search(piece.text) if word != piece.text}
    tiles: list[str] = []
    rest = piece.text if inside or not rjieba.has_word(piece.text) else ""
    while rest and len(piece.text) > 1:
        tile = max((word for word in inside if rest.startswith(word)), key=len, default=rest[0])
        tiles.append(tile)
        rest = rest[len(tile) :]
    return tiles
