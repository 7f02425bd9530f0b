"""Days and moments of the demo."""

from datetime import date, datetime

import pytest

from cms.demo.timetable import Timetable, weekday_before
from core.clock import business_day
from tests.conftest import SHANGHAI

SUNDAY = date(2026, 11, 22)
TEN = datetime(2026, 11, 22, 10, 0, tzinfo=SHANGHAI)
TIMETABLE = Timetable(SUNDAY, TEN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{day}", "2026年11月22日"),
        ("{short+10}", "12月2日"),
        ("{iso-1}", "2026-11-21"),
        ("{weekday}", "星期日"),
        ("{close}", "11月20日"),
        ("{close_iso+1}", "2026-11-20"),
        ("{close_iso+2}", "2026-11-23"),
        ("{hour}", "11月22日10时"),
        ("{hour_iso}", "2026-11-22T10:00:00+08:00"),
    ],
)
def test_dates_are_filled_in(text: str, words: str) -> None:
    assert TIMETABLE.words(text) == words


def test_an_unknown_date_is_an_error() -> None:
    with pytest.raises(KeyError):
        TIMETABLE.words("{yesterday}")


def test_what_was_planned_for_later_happens_at_the_limit_and_in_its_order() -> None:
    noon, earlier = TIMETABLE.at("0 12:00"), TIMETABLE.at("-1 15:40")
    assert noon == (TEN, datetime(2026, 11, 22, 12, 0, tzinfo=SHANGHAI))
    assert earlier.at == earlier.planned == datetime(2026, 11, 21, 15, 40, tzinfo=SHANGHAI)
    assert (earlier.has_come, noon.has_come) == (True, False)
    told = ["now", "0 12:00", "0 11:00", "0 10:00", "-1 15:40"]
    assert sorted(told, key=TIMETABLE.at) == told[::-1]


def test_a_shifted_timetable_keeps_its_limit() -> None:
    assert TIMETABLE.shifted(1) == Timetable(date(2026, 11, 23), TEN)


@pytest.mark.parametrize(("yearly", "days"), [("11-22", 0), ("11-23", 1), ("11-21", 364), ("01-01", 40)])
def test_the_next_day_of_that_date(yearly: str, days: int) -> None:
    assert TIMETABLE.days_until(yearly) == days


def test_the_business_day_is_shanghais() -> None:
    assert business_day(datetime.fromisoformat("2026-11-21T16:30:00+00:00")) == SUNDAY


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 20)),
        (date(2026, 11, 20), date(2026, 11, 19)),
    ],
)
def test_the_last_weekday_before(day: date, before: date) -> None:
    assert weekday_before(day) == before
