"""The shipped labelled corpus (review/data/labelled) with its evasions: what should become of each text."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from benchmarks.evasions import Evasion
from review.domain.labelled import Sentence, screened, shipped_in
from review.domain.screening.loader import builtin
from review.domain.screening.result import ScreeningResult, Verdict

VIOLATIONS: Final = "violations.tsv"
CLEAN: Final = "clean.tsv"
HELD_OUT: Final = "later.tsv"


def read(name: str) -> list[Sentence]:
    """The sentences of a file."""
    return list(shipped_in(name))


def violates(one: Sentence) -> bool:
    """Whether it must be blocked."""
    return one.wanted is Verdict.block


def result(one: Sentence) -> ScreeningResult:
    """What the rules shipped find."""
    return screened(one, builtin())


def verdict(one: Sentence) -> Verdict:
    return result(one).verdict


def evaded(texts: Iterable[Sentence], evasion: Evasion, draw: random.Random) -> Iterator[Sentence]:
    """Each violation with its blocked stretches evaded; without those that the evasion leaves as they are."""
    for one in texts:
        changed = one.text
        reached = len(changed)
        for finding in sorted(result(one).blocking, key=lambda finding: finding.start, reverse=True):
            end = min(finding.end, reached)
            if finding.start < end:
                changed = (
                    changed[: finding.start] + evasion(changed[finding.start : end], draw) + changed[end:]
                )
                reached = finding.start
        if changed != one.text:
            yield replace(one, text=changed)
