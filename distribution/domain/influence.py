"""A manager's influence: one formula, the same for everybody, shown to the manager alone. Pure.

points = 1 x declared sends + 2 x caring interactions + 1 x opened links + 2 x opinions given
       + 3 x recalls answered in time

A send is counted once: as a caring interaction, if it is a script for a greeting, a birthday or a holiday,
otherwise as a declared send. What customers do with a link weighs no more than the sending, so that nothing
is gained by luring them; what protects customers weighs most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SENT, CARING, OPENED, FEEDBACK, RECALLS = "sent", "caring", "opened", "feedback", "recalls"

WEIGHTS: Mapping[str, int] = {SENT: 1, CARING: 2, OPENED: 1, FEEDBACK: 2, RECALLS: 3}
"""What each term weighs, in the order in which they are shown (house rule)."""

CARING_SCENES = frozenset({"greeting", "birthday", "holiday"})
"""Scenes of scripts that are sent for the customer's sake."""

WEEKS = 8
"""So many weeks are shown, the present one among them."""


@dataclass(frozen=True, slots=True)
class Week:
    """What counts in the week that begins on `monday`, by term."""

    monday: date
    counted: Mapping[str, int]

    @property
    def points(self) -> int:
        return sum(WEIGHTS[term] * number for term, number in self.counted.items())


def monday_of(day: date) -> date:
    """Return the first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def weeks(found: Iterable[tuple[str, date, int]], day: date) -> tuple[Week, ...]:
    """Return the weeks up to that of `day`, the newest first.

    `found` tells of each term how much of it counts on which day; what lies outside these weeks does not.
    """
    mondays = [monday_of(day) - timedelta(weeks=back) for back in range(WEEKS)]
    counted = {monday: dict.fromkeys(WEIGHTS, 0) for monday in mondays}
    for term, when, number in found:
        if (week := counted.get(monday_of(when))) is not None:
            week[term] += number
    return tuple(Week(monday, counted[monday]) for monday in mondays)


def earlier_average(found: tuple[Week, ...]) -> int:
    """Return how many points the weeks before the newest had on average, rounded."""
    earlier = [week.points for week in found[1:]]
    return round(sum(earlier) / len(earlier))


def is_in_time(asked: datetime, answered: datetime, hours: int) -> bool:
    """Return whether a recall was answered within so many hours."""
    return answered - asked <= timedelta(hours=hours)
