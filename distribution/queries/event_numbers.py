"""How many events came and what became of them, without any customer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from content.enums import CustomerEvent
from distribution.models import EventCount
from people.models import User

DAYS_SHOWN = 14
COLUMNS = ("received", "without_fit", "used", "dismissed", "lapsed")


@dataclass(frozen=True, slots=True)
class DayOfEvents:
    """What came of one sort of event on one day, for the reader's branch and those below."""

    day: date
    event: CustomerEvent
    received: int
    without_fit: int
    used: int
    dismissed: int
    lapsed: int


@dataclass(frozen=True, slots=True)
class Unfitted:
    """A sort of event for which nothing was found: how often lately, when last, in which branches."""

    event: CustomerEvent
    times: int
    last: date
    branches: tuple[str, ...]


def days_of_events(user: User, today: date) -> list[DayOfEvents]:
    """Return the last two weeks that `user` oversees, the newest day first. One query."""
    rows = (
        EventCount.objects.overseen_by(user)
        .filter(day__gt=today - timedelta(days=DAYS_SHOWN))
        .order_by("-day", "event")
        .values("day", "event")
        .values_list("day", "event", *(Sum(column) for column in COLUMNS))
    )
    return [DayOfEvents(day, CustomerEvent(event), *counts) for day, event, *counts in rows]


def unfitted(user: User, today: date) -> list[Unfitted]:
    """Return for which events of these weeks the library had nothing, the most frequent first. One query."""
    rows = EventCount.objects.overseen_by(user).filter(
        day__gt=today - timedelta(days=DAYS_SHOWN), without_fit__gt=0
    )
    found: dict[str, list[tuple[date, int, str]]] = {}
    for event, day, times, branch in rows.order_by("branch__path", "day").values_list(
        "event", "day", "without_fit", "branch__short_name"
    ):
        found.setdefault(event, []).append((day, times, branch))
    told = [
        Unfitted(
            CustomerEvent(event),
            sum(times for _day, times, _branch in counted),
            max(day for day, _times, _branch in counted),
            tuple(dict.fromkeys(branch for _day, _times, branch in counted)),
        )
        for event, counted in found.items()
    ]
    return sorted(told, key=lambda one: (-one.times, one.event))
