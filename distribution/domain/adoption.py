"""How many of a branch's managers use what is laid out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from distribution.domain.influence import monday_of

WEEKS = 8
"""So many weeks are shown, the present one among them."""

FEWEST = 5
"""A branch with fewer active managers is shown as counts: a share of four people speaks of single ones."""


@dataclass(frozen=True, slots=True)
class TakeUp:
    """How many of the `active` managers took something out."""

    used: int
    active: int

    @property
    def is_small(self) -> bool:
        return self.active < FEWEST

    @property
    def percent(self) -> int | None:
        """Their share, rounded; None where it would speak of single people."""
        return None if self.is_small else round(100 * self.used / self.active)


@dataclass(frozen=True, slots=True)
class Line:
    """A branch, or the sum of some, by week in the order of `mondays`."""

    label: str
    active: int
    weeks: tuple[TakeUp, ...]


def mondays(day: date) -> tuple[date, ...]:
    """Return the Mondays of the weeks shown on `day`, the oldest first."""
    return tuple(monday_of(day) - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1))


def line(
    label: str,
    paths: Iterable[str],
    active: Mapping[str, int],
    used: Mapping[tuple[str, date], int],
    day: date,
) -> Line:
    """Return the line of the branches at `paths`, each of whose managers belongs to one of them alone."""
    own = list(paths)
    people = sum(active.get(path, 0) for path in own)
    return Line(
        label,
        people,
        tuple(TakeUp(sum(used.get((path, one), 0) for path in own), people) for one in mondays(day)),
    )
