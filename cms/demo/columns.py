"""What comes every day: the brief, the noon deal and the evening topic of a day of the week."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cms.demo.briefs import brief_of
from cms.demo.reading import Piece, stock

COLUMNS = ("noon", "evening")
FORTNIGHT = 14


def pieces_of(day: date) -> Iterator[Piece]:
    """Yield the pieces of `day`. The same day gives the same ones."""
    yield brief_of(day)
    yield from columns_of(day)


def columns_of(day: date) -> Iterator[Piece]:
    """Yield the noon deal and the evening topic of `day`, from two weeks' stock that begins on a Monday."""
    place = (day.toordinal() - 1) % FORTNIGHT
    for name in COLUMNS:
        yield replace(
            stock(f"columns/{name}")[place],
            code=f"{name}/{day.isoformat()}",
            column=f"{name}-{day.isoweekday()}",
        )
