"""Hits of the forbidding checks in one passage."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, assert_never

from review.domain.screening import hygiene, personal
from review.domain.screening.context import softens
from review.domain.screening.normalise import NormalisedText
from review.domain.screening.patterns import compile_patterns, compile_terms
from review.domain.screening.rules import HygieneCheck, PatternCheck, PersonalCheck, TermCheck
from review.domain.screening.subject import Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with its normalised text."""

    passage: Passage
    text: NormalisedText


class Hit(NamedTuple):
    """A stretch of the original text; `softened` when its context denies it, warns of it or mentions it."""

    start: int
    end: int
    softened: bool


def hits(check: TermCheck | PatternCheck | PersonalCheck | HygieneCheck, reading: Reading) -> Iterator[Hit]:
    """Raises re.error when a pattern is broken."""
    match check:
        case TermCheck():
            yield from _in_text(compile_terms(check.terms, check.skip), check.exceptions, reading.text)
        case PatternCheck():
            yield from _in_text(compile_patterns(check.patterns), check.exceptions, reading.text)
        case PersonalCheck():
            for start, end in personal.find(check.data, reading.text.text):
                yield Hit(*reading.text.span(start, end), softened=False)
        case HygieneCheck():
            for start, end in hygiene.find(check.fault, reading.text.original):
                yield Hit(start, end, softened=False)
        case _:
            assert_never(check)


def merge(found: Iterable[Hit]) -> list[Hit]:
    """Overlapping hits as one; it is softened only when all of them are."""
    merged: list[Hit] = []
    for hit in sorted(found):
        last = merged[-1] if merged else None
        if last and hit.start < last.end:
            merged[-1] = Hit(last.start, max(last.end, hit.end), last.softened and hit.softened)
        else:
            merged.append(hit)
    return merged


def first_match(patterns: tuple[str, ...], exceptions: tuple[str, ...], text: str) -> re.Match[str] | None:
    """The first match that no exception contains."""
    return next(_matches(compile_patterns(patterns), exceptions, text), None)


def _in_text(pattern: re.Pattern[str], exceptions: tuple[str, ...], text: NormalisedText) -> Iterator[Hit]:
    for match in _matches(pattern, exceptions, text.text):
        softened = softens(text.text, match.start(), match.end())
        yield Hit(*text.span(match.start(), match.end()), softened=softened)


def _matches(pattern: re.Pattern[str], exceptions: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    """Every match outside the exceptions, one at each start: a harmless one cannot swallow a harmful one."""
    cleared: _Cover | None = None
    for match in _at_each_start(pattern, text):
        if cleared is None:
            cleared = _Cover(
                found.span() for source in exceptions for found in _at_each_start(_one(source), text)
            )
        if match.end() > match.start() and not cleared.contains(*match.span()):
            yield match


def _one(source: str) -> re.Pattern[str]:
    return compile_patterns((source,))


def _at_each_start(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


class _Cover:
    """Answers whether one of many spans contains a given one, in logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def contains(self, start: int, end: int) -> bool:
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end
