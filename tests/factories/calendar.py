"""Years of days, festivals and columns."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import factory
from factory.django import DjangoModelFactory

from content.enums import DayTable, FestivalRule, Slot, Weekday
from content.kinds import NOON_DEAL
from content.models import CalendarDay, CalendarYear, Festival, WeeklyColumn
from tests.factories.people import BranchFactory

BUNDLED = Path(__file__).parents[2] / "content" / "data" / "calendar"


def make_year(table: DayTable, year: int, days: Mapping[date, bool] | None = None) -> CalendarYear:
    """Return the year of `table`, known and compared, with the days that differ (True is open)."""
    made = CalendarYear.objects.create(table=table, year=year, source="示范通知", is_verified=True)
    CalendarDay.objects.bulk_create(
        CalendarDay(year=made, day=day, is_open=is_open, name="示范假日")
        for day, is_open in (days or {}).items()
    )
    return made


class FestivalFactory(DjangoModelFactory[Festival]):
    """A festival on 8 March."""

    class Meta:
        model = Festival

    code = factory.Sequence(lambda number: f"festival-{number}")
    name = factory.Sequence(lambda number: f"示范节{number}")
    rule = FestivalRule.SOLAR
    month = 3
    day = 8
    source = "示范来源"


class WeeklyColumnFactory(DjangoModelFactory[WeeklyColumn]):
    """A column of noon deals on Tuesdays."""

    class Meta:
        model = WeeklyColumn

    code = factory.Sequence(lambda number: f"column-{number}")
    name = factory.Sequence(lambda number: f"周二示范栏目{number}")
    branch = factory.SubFactory(BranchFactory)
    weekday = Weekday.TUESDAY
    slot = Slot.NOON
    kind = NOON_DEAL.code
