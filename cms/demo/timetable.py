"""Days and moments of the demo, told from one day on, so that the library always lies around today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

WEEKDAYS = "一二三四五六日"
NOW = "now"


class Dates(dict[str, str]):
    """The words for dates in texts: `{day}`, `{iso-1}`, `{short+30}`; `{close}`: the last weekday before.

    `{hour}` and `{hour_iso}` are the last full hour before the limit.
    """

    def __init__(self, day: date, limit: datetime) -> None:
        super().__init__()
        self.day = day
        self.hour = limit.astimezone(business_zone()).replace(minute=0, second=0, microsecond=0)

    def __missing__(self, name: str) -> str:
        word = name.rstrip("+-0123456789")
        day = self.day + timedelta(days=int(name[len(word) :] or 0))
        forms = {
            "day": f"{day.year}年{day.month}月{day.day}日",
            "short": f"{day.month}月{day.day}日",
            "weekday": f"星期{WEEKDAYS[day.weekday()]}",
            "iso": day.isoformat(),
            "close": _short(weekday_before(day)),
            "close_iso": weekday_before(day).isoformat(),
            "hour": f"{_short(self.hour.date())}{self.hour.hour}时",
            "hour_iso": self.hour.isoformat(),
        }
        return forms[word]


class Moment(NamedTuple):
    """When a step runs, and for when it was planned. Moments sort in the order in which steps must run."""

    at: datetime
    planned: datetime

    @property
    def has_come(self) -> bool:
        """Whether the step runs when it was planned for."""
        return self.at == self.planned


@dataclass(frozen=True, slots=True)
class Timetable:
    """Moments told from `day` on. Nothing happens after `limit`: what was planned for later happens then."""

    day: date
    limit: datetime

    def at(self, told: str) -> Moment:
        """Return when a step runs: "-1 15:40" is yesterday's, "now" the limit, after everything else."""
        if told == NOW:
            return Moment(self.limit, self.time("0 23:59"))
        planned = self.time(told)
        return Moment(min(planned, self.limit), planned)

    def time(self, told: str) -> datetime:
        """Return the time that `told` names, come or not. Raises ValueError for other forms."""
        offset, clock_time = told.split()
        return datetime.combine(self.on(int(offset)), time.fromisoformat(clock_time), business_zone())

    def on(self, offset: int) -> date:
        """Return the day so many days away."""
        return self.day + timedelta(days=offset)

    def days_until(self, yearly: str) -> int:
        """Return how many days away the next "10-01" is, 0 on that day. Raises ValueError for other forms."""
        years = (self.day.year, self.day.year + 1)
        falls = (date.fromisoformat(f"{year}-{yearly}") for year in years)
        return next((day - self.day).days for day in falls if day >= self.day)

    def shifted(self, offset: int) -> "Timetable":
        """Return the timetable of the day so many days away, with the same limit."""
        return Timetable(self.on(offset), self.limit)

    def words(self, text: str) -> str:
        """Return `text` with its dates filled in. Raises KeyError for an unknown one."""
        return text.format_map(Dates(self.day, self.limit))


def business_zone() -> ZoneInfo:
    """Return the zone in which the bank's days begin and end."""
    return ZoneInfo(settings.TIME_ZONE)


def weekday_before(day: date) -> date:
    """Return the last Monday to Friday before `day`. The demo knows no holidays."""
    return day - timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
