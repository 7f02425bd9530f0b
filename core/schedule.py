"""What runs again and again. Rooms register tasks; the work loop or Celery beat runs the same bodies."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from celery import Task


@dataclass(frozen=True, slots=True)
class Recurring:
    """A Celery task that runs every `seconds`."""

    task: "Task"
    seconds: float


_recurring: dict[str, Recurring] = {}


def every(seconds: float, task: "Task") -> None:
    """Register `task` to run every `seconds`."""
    _recurring[str(task.name)] = Recurring(task, seconds)


def recurring() -> tuple[Recurring, ...]:
    """Return all that was registered."""
    return tuple(_recurring.values())
