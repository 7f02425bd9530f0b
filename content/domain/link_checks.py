"""When a link counts as dead: it failed twice, at different hours. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Health:
    """Since when a link has failed without an answer in between, and since when it counts as dead."""

    failed_since: datetime | None = None
    dead_since: datetime | None = None


def judged(before: Health, *, answered: bool, at: datetime) -> Health:
    """Return the link's health after one more look. One good answer clears it; two failures within the same
    hour are one.
    """
    if answered:
        return Health()
    since = before.failed_since or at
    is_dead = _hour(at) != _hour(since)
    return Health(since, before.dead_since or (at if is_dead else None))


def _hour(moment: datetime) -> int:
    return int(moment.timestamp() // 3600)
