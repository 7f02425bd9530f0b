"""Disclosures that must stand, and where they are missing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from review.domain.screening.checks import Reach, RequiredCheck
from review.domain.screening.facts import holds
from review.domain.screening.matching import Reading, first_match
from review.domain.screening.patterns import compile_patterns
from review.domain.screening.rules import Scope
from review.domain.screening.subject import Passage, Subject

_SENTENCE: Final = re.compile(r"[。!?;\n]")


def missing(
    check: RequiredCheck, scope: Scope, readings: Sequence[Reading], subject: Subject
) -> Iterator[Passage | None]:
    """The passages that owe the disclosure and lack it; None for a piece of no passages.

    A channel's text goes out alone, so each must carry it by itself. What belongs to no channel counts as one
    text; it owes the disclosure only where a `when` occurs in it or no channel has a text, and is also served
    when every channel's text carries it.
    """
    if not all(holds(condition, subject) for condition in check.conditions):
        return
    if check.within is Reach.piece and _has_all(check, [reading.text for reading in readings]):
        return
    sent = [reading for reading in readings if reading.passage.channel is not None]
    shared = [reading for reading in readings if reading.passage.channel is None]
    lacking = [reading for reading in sent if scope.reads(reading.passage) and not _carries(check, [reading])]
    for reading in lacking:
        if _triggered(check, reading):
            yield reading.passage
    if _carries(check, shared) or (sent and not lacking):
        return
    if check.when:
        yield from [reading.passage for reading in shared if _triggered(check, reading)][:1]
    elif not sent:
        yield shared[-1].passage if shared else None


def _triggered(check: RequiredCheck, reading: Reading) -> bool:
    return not check.when or _occasion(check, reading.text) is not None


def _occasion(check: RequiredCheck, text: str) -> re.Match[str] | None:
    return first_match(check.when, check.when_exceptions, text, deniable=check.deniable)


def _carries(check: RequiredCheck, readings: Sequence[Reading]) -> bool:
    texts = [reading.text for reading in readings]
    if check.within is Reach.sentence:
        return all(
            _has_all(check, [sentence])
            for text in texts
            for sentence in _SENTENCE.split(text)
            if _occasion(check, sentence)
        ) and bool(texts)
    return _has_all(check, texts)


def _has_all(check: RequiredCheck, texts: Sequence[str]) -> bool:
    return all(any(compile_patterns(group).search(text) for text in texts) for group in check.groups)
