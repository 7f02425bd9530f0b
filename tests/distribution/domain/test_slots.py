from datetime import time

import pytest

from distribution.domain.slots import due_slot, slots_by_need


@pytest.mark.parametrize(
    ("local", "slot"),
    [
        (time(0), "morning"),
        (time(11, 59, 59), "morning"),
        (time(12), "noon"),
        (time(13, 59, 59), "noon"),
        (time(14), None),
        (time(17, 59, 59), None),
        (time(18), "evening"),
        (time.max, "evening"),
    ],
)
def test_what_is_due(local: time, slot: str | None) -> None:
    assert due_slot(local) == slot


@pytest.mark.parametrize(
    ("local", "slots"),
    [
        (time(8), ("morning", "noon", "evening")),
        (time(12), ("noon", "evening", "morning")),
        (time(15), ("evening", "morning", "noon")),
        (time(20), ("evening", "morning", "noon")),
    ],
)
def test_what_is_over_comes_last(local: time, slots: tuple[str, ...]) -> None:
    assert slots_by_need(local) == slots
