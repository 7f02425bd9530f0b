"""When the slots of a day are due. Pure: times of day come from the programme, the moment is handed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import combinations

SLOTS = ("morning", "noon", "evening")
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Times:
    """From when until when a slot is due. One that ends no later than it begins ends on the next day."""

    begins: time
    ends: time

    @property
    def crosses_midnight(self) -> bool:
        return self.ends <= self.begins


USUAL: Mapping[str, Times] = {
    "morning": Times(time(6), time(12)),
    "noon": Times(time(12), time(14)),
    "evening": Times(time(18), time(0)),
}
"""For branches whose programmes say nothing else."""


@dataclass(frozen=True, slots=True)
class Window:
    """A slot of one day. It belongs to the day on which it opens, even where it closes on the next."""

    day: date
    slot: str
    opens: datetime
    closes: datetime

    def is_open(self, at: datetime) -> bool:
        return self.opens <= at < self.closes

    def is_over(self, at: datetime) -> bool:
        return at >= self.closes


def window(day: date, slot: str, times: Times, zone: tzinfo) -> Window:
    """Return when `slot` of `day` is due."""
    last = day + timedelta(days=1) if times.crosses_midnight else day
    return Window(
        day, slot, datetime.combine(day, times.begins, zone), datetime.combine(last, times.ends, zone)
    )


def windows(day: date, times: Mapping[str, Times], zone: tzinfo) -> dict[str, Window]:
    """Return the window of each slot of `day`; a slot that `times` does not name has its usual ones."""
    return {slot: window(day, slot, times.get(slot, USUAL[slot]), zone) for slot in SLOTS}


def by_need(found: Iterable[Window], at: datetime) -> list[Window]:
    """Return windows as they matter at `at`: what is due or still to come in its order, then what is over."""
    return sorted(found, key=lambda one: (one.is_over(at), one.opens))


def overlapping(times: Mapping[str, Times]) -> tuple[str, str] | None:
    """Return two slots that are due at the same time, on whichever day, or None."""
    spans = {slot: _minutes(own) for slot, own in times.items()}
    for first, second in combinations(sorted(spans, key=SLOTS.index), 2):
        for shift in (-_DAY, 0, _DAY):
            begins, ends = spans[second]
            if spans[first][0] < ends + shift and begins + shift < spans[first][1]:
                return first, second
    return None


def _minutes(times: Times) -> tuple[int, int]:
    begins = times.begins.hour * 60 + times.begins.minute
    ends = times.ends.hour * 60 + times.ends.minute
    return begins, ends + _DAY if times.crosses_midnight else ends
