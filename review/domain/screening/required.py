"""Disclosures that must stand, and where they are missing."""

from collections.abc import Iterator, Sequence

from review.domain.screening.matching import Reading, first_match
from review.domain.screening.patterns import compile_patterns
from review.domain.screening.rules import RequiredCheck, Scope
from review.domain.screening.subject import Passage


def missing(check: RequiredCheck, scope: Scope, readings: Sequence[Reading]) -> Iterator[Passage | None]:
    """The passages that owe the disclosure and lack it; None for a piece of no passages.

    A channel's text goes out alone, so each must carry it by itself. What belongs to no channel counts as one
    text; it owes the disclosure only where a `when` occurs in it or no channel has a text, and is also served
    when every channel's text carries it.
    """
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
    return not check.when or first_match(check.when, check.when_exceptions, reading.text.text) is not None


def _carries(check: RequiredCheck, readings: Sequence[Reading]) -> bool:
    return all(
        any(compile_patterns(group).search(reading.text.text) for reading in readings)
        for group in check.groups
    )
