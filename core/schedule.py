"""What runs again and again. Rooms register tasks; the work loop or Celery beat runs the same bodies."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from celery import Task

SECONDS_AT_MOST = 300.0


@dataclass(frozen=True, slots=True)
class Recurring:
    """A Celery task that runs every `seconds`; the work loop interrupts it after `seconds_at_most`."""

    task: "Task"
    seconds: float
    seconds_at_most: float = SECONDS_AT_MOST


_recurring: dict[str, Recurring] = {}


def every(seconds: float, task: "Task", seconds_at_most: float = SECONDS_AT_MOST) -> None:
    """Register `task` to run every `seconds`, each time for no longer than `seconds_at_most`."""
    _recurring[str(task.name)] = Recurring(task, seconds, seconds_at_most)


def recurring() -> tuple[Recurring, ...]:
    """Return all that was registered."""
    return tuple(_recurring.values())
