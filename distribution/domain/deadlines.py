"""Until when an answer is due, in hours at which the bank works. Pure."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

OPENS, CLOSES = time(9), time(17)
LONGEST_CLOSURE = 60
"""Days after which a calendar that never opens is taken for a mistake."""


def answer_due(asked: datetime, hours: int, is_open: Callable[[date], bool]) -> datetime:
    """Return the moment at which `hours` business hours (9:00 to 17:00) have passed since `asked`.

    `asked` is in business time, and so is the answer; `is_open` says of a day whether the bank works.
    Raises ValueError if it does not within 60 days.
    """
    left, day, closed = timedelta(hours=hours), asked.date(), 0
    while closed <= LONGEST_CLOSURE:
        begins = max(asked, datetime.combine(day, OPENS, asked.tzinfo))
        ends = datetime.combine(day, CLOSES, asked.tzinfo)
        if is_open(day):
            closed = 0
            worked = max(ends - begins, timedelta())
            if left <= worked:
                return begins + left
            left -= worked
        else:
            closed += 1
        day += timedelta(days=1)
    raise ValueError(f"the bank does not work in the {LONGEST_CLOSURE} days before {day}")
