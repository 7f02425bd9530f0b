"""What a day holds, and what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PieceState(StrEnum):
    """Where a piece stands. Only `over` fills nothing any more."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ISSUED = "issued"
    OVER = "over"


@dataclass(frozen=True)
class Piece:
    """A draft, a piece in review or an edition, with the days on which it may be used.

    `brief_day` is the market day of a brief, `column` the key of the weekly column that it fills, `standing`
    the words for its state, `address` its page.
    """

    component: int
    revision: int | None
    title: str
    kind: str
    branch: str
    branch_path: str
    state: PieceState
    standing: str
    first: date
    last: date
    address: str
    column: int | None = None
    brief_day: date | None = None


@dataclass(frozen=True)
class Column:
    """A weekly column as planning sees it; `weekday` is 1 for Monday."""

    key: int
    code: str
    name: str
    kind: str
    slot: str
    weekday: int
    branch: str
    branch_path: str


@dataclass(frozen=True)
class Gap:
    """Something that a day should have and has not: a column's piece, or (without a column) the brief."""

    kind: str
    slot: str
    column: Column | None = None


def column_gaps(day: date, columns: Iterable[Column], pieces: Sequence[Piece]) -> tuple[Gap, ...]:
    """Return a gap for each of `columns` that runs on `day` and has no piece which may be used on it."""
    return tuple(
        Gap(column.kind, column.slot, column)
        for column in columns
        if column.weekday == day.isoweekday() and not any(_fills(piece, column, day) for piece in pieces)
    )


def lacks_brief(day: date, pieces: Iterable[Piece]) -> bool:
    """Return whether none of `pieces` is the brief of `day`."""
    return not any(piece.brief_day == day and piece.state is not PieceState.OVER for piece in pieces)


def _fills(piece: Piece, column: Column, day: date) -> bool:
    return (
        piece.column == column.key and piece.state is not PieceState.OVER and piece.first <= day <= piece.last
    )
