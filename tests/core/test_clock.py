from datetime import UTC, timedelta

import pytest

from core import clock, ledger
from core.models import Stream
from tests.conftest import MONDAY_MORNING, FrozenClock

pytestmark = pytest.mark.django_db


def test_now_is_the_machines_time_while_the_ledger_is_empty(frozen_clock: FrozenClock) -> None:
    assert clock.now() == MONDAY_MORNING


def test_now_is_aware_and_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_now_follows_the_machine(frozen_clock: FrozenClock) -> None:
    assert frozen_clock.advance(minutes=5) == MONDAY_MORNING + timedelta(minutes=5)
    assert clock.now() == MONDAY_MORNING + timedelta(minutes=5)


@pytest.mark.parametrize("stream", Stream)
def test_a_clock_turned_back_stops_at_the_newest_record(frozen_clock: FrozenClock, stream: Stream) -> None:
    ledger.append(stream, "case.opened", subject="case:1", at=clock.now(), payload={})
    frozen_clock.move_to(MONDAY_MORNING - timedelta(days=1))
    assert clock.now() == MONDAY_MORNING
