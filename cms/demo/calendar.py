"""The demo bank's calendar: the days and festivals that the product brings, and the columns of its own."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from cms.demo.reading import LIBRARY
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment
from content.actions.take_calendar import take_calendar
from content.models import CalendarYear, Festival, WeeklyColumn
from content.queries.calendar_files import read_calendar
from core.domain.canonical import sha256

KEEPER = "editor"
BROUGHT = Path(__file__).parents[2] / "content" / "data" / "calendar"
FILES = (
    (BROUGHT / "days-2026.csv", CalendarYear),
    (BROUGHT / "festivals.csv", Festival),
    (LIBRARY / "calendar" / "columns.csv", WeeklyColumn),
)


def calendar_steps(beginning: Moment) -> Iterator[Step]:
    """Yield a step for each file."""
    for path, model in FILES:
        yield Step(beginning, "日历", model.objects.exists, partial(_take, path))


def _take(path: Path, at: datetime) -> None:
    content = path.read_bytes()
    take_calendar(read_calendar(content), file_sha256=sha256(content), actor=user(KEEPER), at=at)
