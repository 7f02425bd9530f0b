from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from distribution.domain.deadlines import answer_due

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        ("2026-03-02 10:00", 4, "2026-03-02 14:00"),
        ("2026-03-02 08:00", 8, "2026-03-02 17:00"),
        ("2026-03-02 16:00", 2, "2026-03-03 10:00"),
        ("2026-03-02 22:30", 1, "2026-03-03 10:00"),
        ("2026-03-06 16:00", 2, "2026-03-09 10:00"),
        ("2026-03-07 12:00", 16, "2026-03-10 17:00"),
    ],
)
def test_only_business_hours_count(asked: str, hours: int, due: str) -> None:
    assert answer_due(at(asked), hours, weekdays) == at(due)


def test_a_bank_that_never_opens_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="60 days"):
        answer_due(at("2026-03-02 10:00"), 1, lambda _day: False)
