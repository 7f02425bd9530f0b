"""The columns of any day."""

from datetime import date, timedelta

from cms.demo.columns import FORTNIGHT, columns_of
from cms.demo.reading import stock
from cms.demo.timetable import WEEKDAYS

MONDAY = date(2026, 11, 23)


def test_two_weeks_of_columns_begin_with_their_weekday_and_then_come_round() -> None:
    for name in ("noon", "evening"):
        assert len(stock(f"columns/{name}")) == FORTNIGHT
    for offset in range(FORTNIGHT):
        day = MONDAY + timedelta(days=offset)
        for piece in columns_of(day):
            assert piece.title.startswith(f"周{WEEKDAYS[day.weekday()]}"), piece.title
            assert piece.code.endswith(day.isoformat())
    later = columns_of(MONDAY + timedelta(days=FORTNIGHT))
    assert [one.title for one in later] == [one.title for one in columns_of(MONDAY)]


def test_two_weeks_in_a_row_differ() -> None:
    first, second = columns_of(MONDAY), columns_of(MONDAY + timedelta(days=7))
    assert not {one.title for one in first} & {one.title for one in second}
