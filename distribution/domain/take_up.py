"""What was taken out and what came of it, as numbers. Pure."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pieces were taken; how many of these were declared sent or lapsed; how often their links were
    opened.
    """

    taken: int = 0
    sent: int = 0
    lapsed: int = 0
    opened: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.taken + other.taken,
            self.sent + other.sent,
            self.lapsed + other.lapsed,
            self.opened + other.opened,
        )

    @property
    def waiting(self) -> int:
        """How many are neither declared sent nor lapsed yet."""
        return self.taken - self.sent - self.lapsed


def added_up(found: Iterable[tuple[T, Counts]], key: Callable[[T], K]) -> dict[K, Counts]:
    """Return the sum of the counts by the key of what they belong to."""
    sums: dict[K, Counts] = {}
    for one, counts in found:
        name = key(one)
        sums[name] = sums.get(name, Counts()) + counts
    return sums
