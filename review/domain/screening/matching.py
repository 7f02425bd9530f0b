"""Hits of the forbidding checks in one passage."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple, assert_never

from review.domain.screening import hygiene, links, numbers, personal
from review.domain.screening.checks import (
    HygieneCheck,
    LinkCheck,
    NumberCheck,
    PatternCheck,
    PersonalCheck,
    TermCheck,
    TextCheck,
)
from review.domain.screening.context import softens
from review.domain.screening.index import CheckKey, Index, Seen
from review.domain.screening.literals import widest
from review.domain.screening.nature import reports
from review.domain.screening.normalise import NormalisedText, normalise
from review.domain.screening.patterns import compile_patterns
from review.domain.screening.subject import Passage
from review.domain.screening.writings import undo

_AHEAD: Final = 200
"""How far beyond a match its look-aheads may see."""

_ORDER: Final = itemgetter(0, 1)


@dataclass(slots=True)
class Writing:
    """One reading of a passage: as it stands, or with other ways of writing undone."""

    text: NormalisedText
    seen: Seen
    softened: dict[tuple[int, int], bool] = field(default_factory=dict)
    reported: dict[tuple[int, int], bool] = field(default_factory=dict)

    def softens(self, start: int, end: int) -> bool:
        if (start, end) not in self.softened:
            self.softened[start, end] = softens(self.text.text, start, end)
        return self.softened[start, end]

    def reports(self, start: int, end: int) -> bool:
        if (start, end) not in self.reported:
            self.reported[start, end] = reports(self.text.text, start, end)
        return self.reported[start, end]


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage in all its writings; the first is as it stands."""

    passage: Passage
    writings: tuple[Writing, ...]
    awake: frozenset[CheckKey]
    """The checks worth running on it."""

    @property
    def text(self) -> str:
        return self.writings[0].text.text


class Hit(NamedTuple):
    """A stretch of the original text, and where it stands in the writing in which it was found."""

    start: int
    end: int
    writing: Writing
    place: tuple[int, int] | None
    """None when its context plays no part."""
    deniable: bool

    @property
    def softened(self) -> bool:
        """Whether its context denies it, warns of it or mentions it."""
        return self.deniable and self.place is not None and self.writing.softens(*self.place)

    @property
    def reported(self) -> bool:
        """Whether its sentence merely reports."""
        return self.place is not None and self.writing.reports(*self.place)


class Stretch(NamedTuple):
    """Overlapping hits as one; it is softened, or reported, only when all of them are.

    The contexts are read when they are asked for, up to the first hit that settles the answer: a pattern may
    hit at each of fifty characters before the one word that counts.
    """

    start: int
    end: int
    hits: tuple[Hit, ...]

    @property
    def softened(self) -> bool:
        return all(hit.softened for hit in self.hits)

    @property
    def reported(self) -> bool:
        return all(hit.reported for hit in self.hits)


def read(passage: Passage, index: Index, limit: int) -> Reading:
    """The passage up to `limit` characters, ready for the checks."""
    plain = normalise(passage.text[:limit])
    undone = undo(plain, index.lexicon)
    texts = (plain,) if undone is None else (plain, undone.text)
    writings = tuple(Writing(text, index.see(text.text)) for text in texts)
    return Reading(passage, writings, frozenset().union(*(writing.seen.awake for writing in writings)))


def hits(check: TextCheck, key: CheckKey, reading: Reading) -> Iterator[Hit]:
    """Raises re.error when a pattern is broken."""
    match check:
        case TermCheck():
            for writing in reading.writings:
                found = iter(writing.seen.terms.get(key, ()))
                yield from _in_context(_cleared(found, check, writing.text.text), writing, deniable=True)
        case PatternCheck():
            for writing in reading.writings:
                if key in writing.seen.awake:
                    found = of_patterns(check, key, writing)
                    yield from _in_context(
                        _cleared(found, check, writing.text.text), writing, deniable=check.deniable
                    )
        case NumberCheck():
            for writing in reading.writings:
                found = numbers.find(check, writing.text.text)
                yield from _in_context(_cleared(found, check, writing.text.text), writing, deniable=True)
        case LinkCheck():
            for writing in reading.writings:
                yield from _in_context(links.find(check, writing.text.text), writing, deniable=False)
        case PersonalCheck():
            for writing in reading.writings:
                found = personal.find(check.data, writing.text.text)
                yield from _in_context(found, writing, deniable=False)
        case HygieneCheck():
            for start, end in hygiene.find(check.fault, reading.writings[0].text.original):
                yield Hit(start, end, reading.writings[0], None, deniable=False)
        case _:
            assert_never(check)


def merge(found: Iterable[Hit]) -> Iterator[Stretch]:
    """The stretches of the hits, by their start."""
    gathered: list[Hit] = []
    reached = 0
    for hit in sorted(found, key=_ORDER):
        if gathered and hit.start >= reached:
            yield Stretch(gathered[0].start, reached, tuple(gathered))
            gathered, reached = [], 0
        gathered.append(hit)
        reached = max(reached, hit.end)
    if gathered:
        yield Stretch(gathered[0].start, reached, tuple(gathered))


def first_match(
    patterns: tuple[str, ...], exceptions: tuple[str, ...], text: str, *, deniable: bool = False
) -> re.Match[str] | None:
    """The first match that no exception contains and, if it can be denied, that nothing denies."""
    cleared = _Cover(_spans(exceptions, text))
    for match in at_each_start(compile_patterns(patterns), text):
        if not cleared.contains(*match.span()) and not (deniable and softens(text, *match.span())):
            return match
    return None


def of_patterns(check: PatternCheck, key: CheckKey, writing: Writing) -> Iterator[tuple[int, int]]:
    """The matches of each pattern, looked for around the texts that it needs."""
    text = writing.text.text
    spots = writing.seen.spots.get(key, {})
    for number, (pattern, width) in enumerate(_made_ready(check.patterns)):
        if width is None:
            yield from (match.span() for match in at_each_start(pattern, text))
            continue
        reached = -1
        for start, end in sorted(spots.get(number, ())):
            begin, stop = max(reached + 1, start - width, 0), end
            while begin <= stop and (match := pattern.search(text, begin, end + width + _AHEAD)):
                if match.start() > stop:
                    break
                yield match.span()
                begin = match.start() + 1
            reached = max(reached, stop)


@lru_cache(maxsize=2048)
def _made_ready(sources: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], int | None], ...]:
    """Each pattern compiled, with how far around the texts that it needs it may reach.

    Raises re.error when one is broken.
    """
    return tuple((compile_patterns((source,)), widest(source)) for source in sources)


def at_each_start(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, one at each start: a harmless one cannot swallow a harmful one."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _in_context(found: Iterable[tuple[int, int]], writing: Writing, *, deniable: bool) -> Iterator[Hit]:
    for start, end in found:
        yield Hit(*writing.text.span(start, end), writing, (start, end), deniable)


def _cleared(
    found: Iterable[tuple[int, int]], check: TermCheck | PatternCheck | NumberCheck, text: str
) -> Iterator[tuple[int, int]]:
    """The hits that no exception clears; exceptions are looked for only once there is a hit."""
    inside: _Cover | None = None
    near: _Cover | None = None
    for start, end in found:
        if end <= start:
            continue
        if inside is None or near is None:
            exceptions = () if isinstance(check, NumberCheck) else check.exceptions
            inside, near = _Cover(_spans(exceptions, text)), _Cover(_spans(check.near_exceptions, text))
        if not inside.contains(start, end) and not near.touches(start, end):
            yield start, end


def _spans(sources: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    for source in sources:
        for match in at_each_start(compile_patterns((source,)), text):
            yield match.span()


class _Cover:
    """Answers whether one of many spans contains, or touches, a given one, in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def contains(self, start: int, end: int) -> bool:
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end

    def touches(self, start: int, end: int) -> bool:
        before = bisect_right(self._starts, end - 1)
        return before > 0 and self._reach[before - 1] > start
