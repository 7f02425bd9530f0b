"""What is counted when something is sent, over which time, and how much of it is allowed. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EVERY_CHANNEL = frozenset({"moments", "group", "one_to_one"})

DAYS_OF_MONTH = "days_of_month"
UNLIMITED = "unlimited"
"""What a limit may say instead of a number."""


class Period(StrEnum):
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that is counted. `is_of_customers`: what each customer gets, not what the manager takes."""

    code: str
    channels: frozenset[str]
    period: Period
    is_of_customers: bool


LIMITS = (
    Limit("group_month", frozenset({"group"}), Period.MONTH, is_of_customers=False),
    Limit("message_month", frozenset({"one_to_one"}), Period.MONTH, is_of_customers=True),
    Limit("moments_day", frozenset({"moments"}), Period.DAY, is_of_customers=True),
    Limit("moments_month", frozenset({"moments"}), Period.MONTH, is_of_customers=True),
    Limit("segment_day", EVERY_CHANNEL, Period.DAY, is_of_customers=False),
)
"""In the order in which their places are taken, so that two pulls never wait for each other in a ring."""

OWN_LIMIT = "segment_day"
"""The bank's own, on what one manager takes for one segment."""


def limits_on(channel: str) -> tuple[Limit, ...]:
    """Return the limits that count what goes out on `channel`, in their order."""
    return tuple(limit for limit in LIMITS if channel in limit.channels)


def first_day(period: Period, day: date) -> date:
    """Return the day under which `day` is counted."""
    return day.replace(day=1) if period is Period.MONTH else day


def day_after(period: Period, day: date) -> date:
    """Return the first day of the next day or month, on which there are new places."""
    if period is Period.DAY:
        return day + timedelta(days=1)
    return day.replace(day=monthrange(day.year, day.month)[1]) + timedelta(days=1)


def allowance(value: str, day: date) -> int | None:
    """Return how many a limit's `value` allows in the period of `day`; None for any number.

    `DAYS_OF_MONTH` is as many as the month has days, which is how WeCom counts mass messages.
    """
    if value == UNLIMITED:
        return None
    if value == DAYS_OF_MONTH:
        return monthrange(day.year, day.month)[1]
    return int(value)
