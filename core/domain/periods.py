"""Which days numbers are about. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

USUAL_DAYS = 14
MOST_DAYS = 92
"""How long a period may be, so that no look at it reads the whole history."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days in business time, both of them included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=one) for one in range((self.last - self.first).days + 1))


def usual_period(day: date) -> Period:
    """Return the last fourteen days, `day` among them."""
    return Period(day - timedelta(days=USUAL_DAYS - 1), day)
