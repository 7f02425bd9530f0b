"""A text cut at the edges of its findings, so that each stretch can be shown with what was found on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Where finding number `number` stands: code points, end exclusive."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text and the numbers of the findings that cover it; none for plain text."""

    text: str
    numbers: tuple[int, ...]


def marked(text: str, spans: Sequence[Span]) -> tuple[Stretch, ...]:
    """Return `text` as stretches that together are `text` again. Empty spans mark nothing."""
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for order, span in enumerate(spans):
        end = min(span.end, len(text))
        if span.start < end:
            opening.setdefault(span.start, []).append(order)
            closing.setdefault(end, []).append(order)
    stretches, over = [], set[int]()
    for start, end in pairwise(sorted({0, len(text), *opening, *closing})):
        over.difference_update(closing.get(start, ()))
        over.update(opening.get(start, ()))
        stretches.append(Stretch(text[start:end], tuple(spans[order].number for order in sorted(over))))
    return tuple(stretches)
