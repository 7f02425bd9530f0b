from datetime import datetime, time

import pytest

from distribution.domain.windows import Span, UnreadableWindows, opens_at, read_windows, write_windows
from tests.conftest import SHANGHAI

ELDERLY = read_windows("9:00-11:00, 14:00-17:00, 20:00-22:00")


def on_monday(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, second, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("local", "opens"),
    [
        (on_monday(0), on_monday(9)),
        (on_monday(8, 59, 59), on_monday(9)),
        (on_monday(9), None),
        (on_monday(10, 59, 59), None),
        (on_monday(11), on_monday(14)),
        (on_monday(17), on_monday(20)),
        (on_monday(21, 59, 59), None),
        (on_monday(22), datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)),
    ],
)
def test_when_the_next_window_opens(local: datetime, opens: datetime | None) -> None:
    assert opens_at(ELDERLY, local) == opens


def test_without_windows_any_time_will_do() -> None:
    assert opens_at((), on_monday(3)) is None


@pytest.mark.parametrize(
    "text",
    [
        "9:00-11:00, 14:00-17:00",
        "14:00-17:00、 9:00-11:00",
        "９:00-11:00".replace("９", "9") + "；14：00-17：00",
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    spans = read_windows(text)
    assert spans == (Span(time(9), time(11)), Span(time(14), time(17)))
    assert write_windows(spans) == "9:00-11:00, 14:00-17:00"


def test_nothing_written_is_no_window() -> None:
    assert read_windows(" ") == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("morning", "morning"),
        ("9-11", "9-11"),
        ("25:00-26:00", "25:00-26:00"),
        ("11:00-9:00", "11:00-9:00"),
        ("22:00-22:00", "22:00-22:00"),
        ("9:00-11:00, 10:30-12:00", "10:30-12:00"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, part: str) -> None:
    with pytest.raises(UnreadableWindows) as refusal:
        read_windows(text)
    assert refusal.value.args == (part,)
