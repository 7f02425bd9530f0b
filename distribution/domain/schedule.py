"""An activity kit as a script of its day: clock times in the place of minutes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.domain.document import Document, body_values


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, what is sent, what the host does. `picture` is the SHA-256 of its original."""

    at: datetime
    minute: int
    message: str
    host_action: str
    picture: str

    @property
    def before(self) -> int:
        """The minutes before the start, of a step that comes before it."""
        return -self.minute


@dataclass(frozen=True, slots=True)
class Reminder:
    """A message that calls people to the activity so many hours before it."""

    at: datetime
    hours_before: int
    message: str


@dataclass(frozen=True, slots=True)
class Script:
    """The day from its first step on, in the order of time."""

    starts_at: datetime
    steps: tuple[Step, ...]
    reminders: tuple[Reminder, ...]

    def next_step(self, at: datetime) -> int | None:
        """Return the place of the first step that is not over by `at`: a step lasts until the next begins,
        the last one ten minutes. None when all of them are.
        """
        ends = [*(step.at for step in self.steps[1:]), self.steps[-1].at + LAST_STEP]
        return next((place for place, end in enumerate(ends) if at < end), None)


LAST_STEP = timedelta(minutes=10)


def script_of(document: Document, starts_at: datetime) -> Script:
    """Return the script of an activity kit's document that starts at `starts_at`."""
    steps = [_step(item["value"], starts_at) for value in body_values(document, "run_down") for item in value]
    reminders = [
        _reminder(item["value"], starts_at) for value in body_values(document, "reminders") for item in value
    ]
    return Script(
        starts_at,
        tuple(sorted(steps, key=lambda step: step.at)),
        tuple(sorted(reminders, key=lambda reminder: reminder.at)),
    )


def due_on_the_day(script: Script, at: datetime) -> Sequence[Reminder]:
    """Return the reminders of the day of `at`, which is in business time, as long as the activity has not
    begun.
    """
    if at >= script.starts_at:
        return ()
    return [one for one in script.reminders if one.at.astimezone(at.tzinfo).date() == at.date()]


def _step(value: Document, starts_at: datetime) -> Step:
    picture, minute = value.get("picture"), int(value["minute"]["decimal"])
    return Step(
        starts_at + timedelta(minutes=minute),
        minute,
        value["message"] or "",
        value["host_action"] or "",
        picture["picture"] if picture else "",
    )


def _reminder(value: Document, starts_at: datetime) -> Reminder:
    hours = int(value["hours_before"]["decimal"])
    return Reminder(starts_at - timedelta(hours=hours), hours, value["reminder"] or "")
