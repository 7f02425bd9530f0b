"""The labelled corpus: sentences written for this project, and what should become of them."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.evasions import Evasion
from review.domain.screening.engine import screen
from review.domain.screening.loader import builtin
from review.domain.screening.result import ScreeningResult, Verdict
from review.domain.screening.subject import Passage, Subject

DATA: Final = Path(__file__).parent / "data"
VIOLATIONS: Final = "screening_violations.tsv"
CLEAN: Final = "screening_clean.tsv"
HELD_OUT: Final = "screening_held_out.tsv"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of a category, with the product type that is known of it; `violates`: it must be blocked."""

    category: str
    product: str | None
    text: str
    violates: bool


def read(name: str) -> list[Labelled]:
    """The sentences of a file: category, product, text, parted by tabs; held-out ones with + or - before."""
    found = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        category, product, text = line.split("\t")
        violates = name == VIOLATIONS or (name == HELD_OUT and category.startswith("+"))
        found.append(Labelled(category.lstrip("+-"), product or None, text, violates))
    return found


def result(one: Labelled) -> ScreeningResult:
    """What the rules shipped find, with nothing known but the product type."""
    return screen(
        Subject(
            kind="",
            product_type=one.product,
            risk=None,
            segments=(),
            channels=(),
            passages=(Passage("text", "正文", one.text, "moments"),),
            offers_product=None,
        ),
        builtin(),
    )


def verdict(one: Labelled) -> Verdict:
    return result(one).verdict


def evaded(texts: Iterable[Labelled], evasion: Evasion, draw: random.Random) -> Iterator[Labelled]:
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
