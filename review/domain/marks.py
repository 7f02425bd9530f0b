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
    edges = sorted(
        {0, len(text), *(edge for span in spans for edge in (span.start, span.end) if edge <= len(text))}
    )
    return tuple(
        Stretch(
            text[start:end], tuple(span.number for span in spans if span.start <= start and end <= span.end)
        )
        for start, end in pairwise(edges)
    )
