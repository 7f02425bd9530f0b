"""What recurs: one task's trouble is not another's, is told once, and is seen in /ready."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from celery import Task
from django.db import OperationalError
from django.test import Client

from core import clock, schedule
from core.models import OutboxMessage, OutboxStatus, RecurringRun
from core.runs import NOTED_EVERY, Runs
from core.schedule import Recurring
from tests.conftest import FrozenClock
from tests.core.test_time_limit import work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock) -> None:
    """Nothing recurs but what the test registers, and time stands still."""
    monkeypatch.setattr(schedule, "_recurring", {})


def recurring(name: str, body: Callable[[], object], at_most: float = 5.0) -> Recurring:
    """Register a task that runs `body` every ten seconds."""

    def call() -> object:
        return body()

    call.name = name  # type: ignore[attr-defined]
    schedule.every(10, cast("Task", call), at_most)
    return schedule.recurring()[-1]


def in_turn(bodies: list[Callable[[], object]]) -> Callable[[], object]:
    """Return a body that does the first, then the second, and so on."""
    left = iter(bodies)

    def body() -> object:
        return next(left)()

    return body


def trouble() -> None:
    raise ValueError("no")


def degraded(client: Client) -> list[str]:
    named: list[str] = client.get("/ready").json()["degraded"]
    return named


def test_a_failure_is_told_once_and_so_is_its_end() -> None:
    bodies: list[Callable[[], object]] = [trouble, trouble, trouble, int, int]
    task = recurring("t", in_turn(bodies))
    runs = Runs()
    assert [runs.run(task) for _ in range(5)] == [
        "t: ValueError('no')",
        "",
        "",
        "t: works again after 3 failures",
        "",
    ]


def test_the_log_has_one_traceback_for_a_row_of_failures(caplog: pytest.LogCaptureFixture) -> None:
    runs, task = Runs(), recurring("t", trouble)
    for _ in range(3):
        runs.run(task)
    assert [(record.levelname, bool(record.exc_info)) for record in caplog.records] == [("ERROR", True)]


def test_how_it_fares_is_kept(frozen_clock: FrozenClock) -> None:
    bodies: list[Callable[[], object]] = [int, trouble, trouble, int]
    task = recurring("t", in_turn(bodies))
    runs, began = Runs(), clock.now()
    fared = []
    for _ in range(4):
        runs.run(task)
        fared.append(RecurringRun.objects.values_list("ended_well_at", "failing_since", "error").get())
        frozen_clock.advance(seconds=10)
    failed = (began, began + timedelta(seconds=10), "ValueError: no")
    assert fared == [(began, None, ""), failed, failed, (began + timedelta(seconds=30), None, "")]


def test_a_task_that_hangs_is_interrupted_and_the_next_one_runs() -> None:
    ran: list[str] = []
    runs = Runs()
    assert runs.run(recurring("slow", lambda: work(30), 0.05)) == (
        "slow: TooLong('it took longer than it may')"
    )
    assert runs.run(recurring("next", lambda: ran.append("next"))) == ""
    assert ran == ["next"]


def test_all_well_is_written_seldom(monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock) -> None:
    ticks = SimpleNamespace(now=100.0)
    monkeypatch.setattr("core.runs.time.monotonic", lambda: ticks.now)
    task, runs, written = recurring("t", int), Runs(), []
    for ticks.now in (100.0, 100.0 + NOTED_EVERY, 100.1 + NOTED_EVERY):
        frozen_clock.advance(seconds=1)
        runs.run(task)
        written.append(RecurringRun.objects.get().ended_well_at)
    first = written[0]
    assert written == [first, first, first + timedelta(seconds=2)]


def test_a_database_that_is_away_is_survived_and_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError("the server is gone")

    task, runs = recurring("t", away), Runs()
    monkeypatch.setattr(RecurringRun.objects, "update_or_create", away)
    assert [runs.run(task) for _ in range(3)] == ["t: OperationalError('the server is gone')", "", ""]
    monkeypatch.undo()
    assert runs.run(task) == ""
    assert RecurringRun.objects.get().error == "OperationalError: the server is gone"


class TestReady:
    def test_well(self, client: Client) -> None:
        Runs().run(recurring("t", int))
        assert "schedule" not in degraded(client)

    @pytest.mark.parametrize(("seconds", "seen"), [(59, False), (61, True)])
    def test_failing_for_a_minute(
        self, client: Client, frozen_clock: FrozenClock, seconds: int, seen: bool
    ) -> None:
        bodies: list[Callable[[], object]] = [int, trouble]
        task, runs = recurring("t", in_turn(bodies)), Runs()
        runs.run(task)
        runs.run(task)
        frozen_clock.advance(seconds=seconds)
        assert ("schedule" in degraded(client)) is seen

    @pytest.mark.parametrize(("seconds", "seen"), [(74, False), (76, True)])
    def test_hanging_for_good_or_left_alone(
        self, client: Client, frozen_clock: FrozenClock, seconds: int, seen: bool
    ) -> None:
        """Ten seconds between two runs, five for one, and two notes missed."""
        Runs().run(recurring("t", int))
        frozen_clock.advance(seconds=seconds)
        assert ("schedule" in degraded(client)) is seen

    def test_a_task_that_this_code_no_longer_has_is_nobodys_trouble(
        self, client: Client, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Runs().run(recurring("t", trouble))
        frozen_clock.advance(hours=1)
        monkeypatch.setattr(schedule, "_recurring", {})
        assert "schedule" not in degraded(client)

    @pytest.mark.parametrize("status", OutboxStatus)
    def test_stuck_messages_want_a_look_and_stop_nothing(self, client: Client, status: str) -> None:
        long_ago = clock.now() - timedelta(seconds=30)
        OutboxMessage.objects.create(
            topic="t",
            handler="h",
            object_key="o",
            version=1,
            status=status,
            announced_at=long_ago,
            due_at=long_ago,
        )
        assert client.get("/ready").json()["checks"]["outbox"] is True
        assert ("outbox" in degraded(client)) is (status in {"dead", "unknown"})
