"""Minutes become clock times; what is next; which reminders are of today."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from distribution.domain.schedule import due_on_the_day, script_of
from tests.conftest import SHANGHAI

EIGHT = datetime(2026, 3, 5, 20, 0, tzinfo=SHANGHAI)


def number(value: int) -> dict[str, str]:
    return {"decimal": str(value)}


def kit(minutes: list[int], hours: list[int]) -> dict[str, Any]:
    steps = [
        {"minute": number(one), "message": f"{one}", "host_action": "", "picture": None} for one in minutes
    ]
    calls = [{"hours_before": number(one), "reminder": f"{one}"} for one in hours]
    body = [("run_down", steps), ("reminders", calls)]
    return {
        "body": [
            {"id": name, "type": name, "value": [{"id": "x", "value": one} for one in values]}
            for name, values in body
        ]
    }


def test_minutes_become_times_in_order() -> None:
    script = script_of(kit([-60, 0, 25], [3, 24]), EIGHT)
    assert [f"{step.at:%H:%M}" for step in script.steps] == ["19:00", "20:00", "20:25"]
    assert [one.hours_before for one in script.reminders] == [24, 3]
    assert [one.at for one in script.reminders] == [EIGHT - timedelta(hours=24), EIGHT - timedelta(hours=3)]


@pytest.mark.parametrize(
    ("minute", "place"), [(-90, 0), (-60, 0), (-1, 0), (0, 1), (24, 1), (25, 2), (34, 2), (35, None)]
)
def test_a_step_lasts_until_the_next(minute: int, place: int | None) -> None:
    script = script_of(kit([-60, 0, 25], []), EIGHT)
    assert script.next_step(EIGHT + timedelta(minutes=minute)) == place


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (EIGHT - timedelta(hours=19), [3]),
        (EIGHT - timedelta(minutes=1), [3]),
        (EIGHT, []),
        (EIGHT - timedelta(hours=24), [24]),
        (EIGHT - timedelta(days=2), []),
    ],
)
def test_reminders_are_of_their_day_until_it_begins(at: datetime, due: list[int]) -> None:
    script = script_of(kit([0], [3, 24]), EIGHT)
    assert [one.hours_before for one in due_on_the_day(script, at)] == due


def test_a_kit_without_reminders_has_none() -> None:
    bare = kit([0], [])
    assert script_of({"body": bare["body"][:1]}, EIGHT).reminders == ()
