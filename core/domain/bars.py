"""Bars of a chart, as shares of its width. Pure; the templates draw them, and a table repeats the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LINE = 44
"""How high one line is: its words above, its bar below."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: which, how much, and where it lies, in percent of the width."""

    code: str
    amount: int
    begins: str
    length: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart, `top` pixels below its upper edge. `figure` is the sum of its parts."""

    label: str
    figure: int
    parts: tuple[Part, ...]
    top: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart, `height` pixels high."""

    lines: tuple[Bar, ...]
    height: int


def bars(rows: Sequence[tuple[str, Mapping[str, int]]], *, full: int = 0) -> Bars:
    """Return a line for each of `rows`, a label and its parts by code in their order.

    The width is `full`, or as much as the longest line has if that is more. An empty part is left out.
    """
    widest = max([full, 1, *(sum(parts.values()) for _label, parts in rows)])
    return Bars(
        tuple(
            Bar(label, sum(parts.values()), _parts(parts, widest), place * LINE)
            for place, (label, parts) in enumerate(rows)
        ),
        len(rows) * LINE,
    )


def _parts(parts: Mapping[str, int], widest: int) -> tuple[Part, ...]:
    made, before = [], 0
    for code, amount in parts.items():
        if amount:
            made.append(Part(code, amount, _percent(before, widest), _percent(amount, widest)))
        before += amount
    return tuple(made)


def _percent(amount: int, widest: int) -> str:
    return f"{100 * amount / widest:.2f}%"
