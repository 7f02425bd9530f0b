"""What the calendar knows: days of bank and exchange, and what to say about a brief's market day."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from content.domain.calendar import KnownYears, is_trading_day, next_trading_day
from content.enums import DayTable
from content.models import CalendarYear, WeeklyColumn
from people.models import User


def known_years(table: DayTable) -> KnownYears:
    """Return what `table` knows, by year. Two queries."""
    years = CalendarYear.objects.filter(table=table).prefetch_related("days")
    return {year.year: {day.day: day.is_open for day in year.days.all()} for year in years}


def day_names(table: DayTable, first: date, last: date) -> dict[date, str]:
    """Return what the days from `first` to `last` that differ are called. One query."""
    days = CalendarYear.objects.filter(table=table, days__day__range=(first, last))
    return dict(days.values_list("days__day", "days__name"))


def unverified_years(first: date, last: date) -> list[str]:
    """Return the names of the tables' years between the two days that nobody has compared. One query."""
    years = CalendarYear.objects.filter(is_verified=False, year__range=(first.year, last.year))
    return [str(year) for year in years]


def market_day_warning(day: date) -> str:
    """Return words if `day` is no trading day or nobody knows; the empty string if A-shares trade on it."""
    known = known_years(DayTable.EXCHANGE)
    trades = is_trading_day(day, known)
    if trades:
        return ""
    if trades is None:
        return _(
            "Nobody has entered the exchange's days of %(year)d yet, so it is not known whether "
            "A-shares trade on %(day)s. Compare it with the exchange's notice."
        ) % {"year": day.year, "day": day}
    following = next_trading_day(day, known)
    words = _("A-shares do not trade on %(day)s.") % {"day": day}
    return words + (_(" The next trading day is %(next)s.") % {"next": following} if following else "")


def market_day_from(day: date) -> date:
    """Return `day` if A-shares trade on it or nobody knows, otherwise the next trading day."""
    known = known_years(DayTable.EXCHANGE)
    if is_trading_day(day, known) is not False:
        return day
    return next_trading_day(day, known) or day


def columns_for(user: User | None, chosen: int | None) -> QuerySet[WeeklyColumn]:
    """Return the columns that `user` may put a piece into, and `chosen`, the one that it is in already."""
    running = WeeklyColumn.objects.filter(is_active=True)
    offered = running.overseen_by(user) if user is not None else running.none()
    return offered if chosen is None else offered | WeeklyColumn.objects.filter(pk=chosen)
