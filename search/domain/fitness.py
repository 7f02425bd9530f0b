"""Whether a line is fit for the dictionary: alone, and beside those that stand in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from search.domain.analysis import HAN, pieces
from search.domain.lexicon import Lexicon, Line, Relation
from search.domain.private import holds_personal_data
from search.domain.understanding import EMPTY, MAX_WAYS

SHORTEST: Final = 2
LONGEST: Final = 20
MOST_WORDS: Final = MAX_WAYS
MOST_OTHERS: Final = MAX_WAYS - 1
"""A word is looked for in so many other ways; what is beyond would find nothing."""
_HAN_ONLY: Final = re.compile(f"{HAN}+")


class Problem(StrEnum):
    """What is wrong with a line, each with a stable code."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    ONE_WORD = "one_word"
    SIGNS = "signs"
    ONE_CHARACTER = "one_character"
    TOO_LONG = "too_long"
    NOT_CHINESE = "not_chinese"
    MEANS_NOTHING = "means_nothing"
    TWICE = "twice"
    PERSONAL = "personal"
    KNOWN = "known"
    TOO_MANY_OTHERS = "too_many_others"
    CIRCLE = "circle"
    EVERYWHERE = "everywhere"


class Unfit(ValueError):
    """A line that the dictionary does not take. `word` is the one at fault, empty if it is the line."""

    def __init__(self, problem: Problem, word: str = "") -> None:
        super().__init__(f"{problem}: {word}")
        self.problem, self.word = problem, word


@dataclass(frozen=True, slots=True)
class UnfitLine:
    """Which line of several, counted from 1, and what is wrong with it."""

    number: int
    unfit: Unfit


class UnfitLines(ValueError):
    """Lines of which some are not taken: then none is. `errors` says which and why."""

    def __init__(self, errors: Sequence[UnfitLine]) -> None:
        super().__init__(f"{len(errors)} lines")
        self.errors = errors


def check(line: Line) -> None:
    """Raise Unfit if the line could not do what it says, whatever else is in the dictionary."""
    if not any(line.words):
        raise Unfit(Problem.NOTHING)
    if line.relation is not Relation.WORD and len(line.words) < 2:
        raise Unfit(Problem.TOO_FEW, line.words[0])
    if line.relation is Relation.WORD and len(line.words) > 1:
        raise Unfit(Problem.ONE_WORD, line.words[1])
    if len(line.words) > MOST_WORDS:
        raise Unfit(Problem.TOO_MANY)
    for word in line.words:
        _check_word(word, line)


def _check_word(word: str, line: Line) -> None:
    if holds_personal_data(word):
        raise Unfit(Problem.PERSONAL)
    if not word or "".join(piece.text for piece in pieces(word)) != word:
        raise Unfit(Problem.SIGNS, word)
    if len(word) < SHORTEST:
        raise Unfit(Problem.ONE_CHARACTER, word)
    if len(word) > LONGEST:
        raise Unfit(Problem.TOO_LONG, word)
    if word in EMPTY:
        raise Unfit(Problem.MEANS_NOTHING, word)
    if line.relation is Relation.WORD and not _HAN_ONLY.fullmatch(word):
        raise Unfit(Problem.NOT_CHINESE, word)
    if line.words.count(word) > 1:
        raise Unfit(Problem.TWICE, word)


def check_among(line: Line, before: Lexicon, after: Lexicon) -> None:
    """Raise Unfit if the line adds nothing to the dictionary `before`, or makes it go wrong (`after`)."""
    if line.key in {one.key for one in before.lines}:
        raise Unfit(Problem.KNOWN, line.words[0])
    if line.relation is Relation.WORD:
        if line.words[0] in before.words:
            raise Unfit(Problem.KNOWN, line.words[0])
        return
    if before.others == after.others:
        raise Unfit(Problem.KNOWN, line.words[0])
    for word in line.words:
        if MOST_OTHERS < len(after.synonyms(word)) > len(before.synonyms(word)):
            raise Unfit(Problem.TOO_MANY_OTHERS, word)
    if line.relation is Relation.WIDER and (word := _circle(line, before)):
        raise Unfit(Problem.CIRCLE, word)


def _circle(line: Line, before: Lexicon) -> str:
    """Return the word on the right from which arrows lead back to the left, or nothing."""
    arrows: dict[str, set[str]] = {}
    for one in before.lines:
        if one.relation is Relation.WIDER:
            arrows.setdefault(one.words[0], set()).update(one.words[1:])
    left = line.words[0]
    for word in line.words[1:]:
        reached, open_ = {word}, [word]
        while open_:
            for further in arrows.get(open_.pop(), set()) - reached:
                reached.add(further)
                open_.append(further)
        if left in reached:
            return word
    return ""
