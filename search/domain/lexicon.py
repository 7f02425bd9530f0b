"""The dictionary of search as lines: words kept together, and words that stand for one another.

A line is written as in search/data: `安心添利` is kept together; in `打新 = 新股申购` each finds the other;
by `上市 > ipo 挂牌` the left also finds the right.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from search.domain.folding import folded
from search.domain.segmentation import Cutting, cutting, lines
from search.domain.synonyms import parse

_BETWEEN: Final = re.compile(r"[\s,，、;；]+")


class Relation(StrEnum):
    """What the words of a line are to one another."""

    WORD = "word"
    SAME = "same"
    WIDER = "wider"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its words folded. Not checked: search.domain.fitness does that."""

    relation: Relation
    words: tuple[str, ...]

    @classmethod
    def of(cls, relation: Relation, typed: str) -> "Line":
        """Return the line of the words that somebody typed one below the other, or with commas between."""
        return cls(relation, tuple(word for part in _BETWEEN.split(typed) if (word := folded(part).strip())))

    @classmethod
    def read(cls, text: str) -> "Line":
        """Return the line that is written so. Never raises; a line of nothing has no words."""
        if "=" in text:
            return cls(Relation.SAME, tuple(folded(word).strip() for word in text.split("=")))
        if ">" in text:
            left, _arrow, right = text.partition(">")
            return cls(Relation.WIDER, (folded(left).strip(), *folded(right).split()))
        return cls(Relation.WORD, tuple(folded(text).split()))

    def __str__(self) -> str:
        if self.relation is Relation.WIDER:
            return f"{self.words[0]} > {' '.join(self.words[1:])}"
        return " = ".join(self.words)

    @property
    def key(self) -> tuple[Relation, frozenset[str], str]:
        """What two lines that say the same have in common."""
        first = self.words[0] if self.words and self.relation is Relation.WIDER else ""
        return self.relation, frozenset(self.words), first


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The dictionary in force: what else each word finds, and which words are kept together."""

    lines: tuple[Line, ...]
    others: Mapping[str, Sequence[str]]
    words: frozenset[str]

    def synonyms(self, word: str) -> Sequence[str]:
        return self.others.get(word, ())

    @property
    def cut(self) -> Cutting:
        return cutting(self.words)


@cache
def shipped_lines() -> tuple[Line, ...]:
    """Return the lines that come with the product, synonyms first."""
    words = [word for line in lines("words.txt") for word in line.split()]
    return tuple(Line.read(text) for text in (*lines("synonyms.txt"), *words))


def lexicon(own: Iterable[Line], off: Collection[str]) -> Lexicon:
    """Return the dictionary of the shipped lines but for those in `off` (as written), and of a bank's own."""
    in_force = (*(line for line in shipped_lines() if str(line) not in off), *own)
    related = [str(line) for line in in_force if line.relation is not Relation.WORD]
    return Lexicon(in_force, parse(related), frozenset(word for line in in_force for word in line.words))
