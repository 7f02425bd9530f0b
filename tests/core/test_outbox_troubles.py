"""Handlers that hang or kill, messages that poison, and what must not suffer from them."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import JSONField, Value

from core import clock, outbox
from core.actions.forget_finished import BATCH, forget_finished
from core.actions.look_up_sends import look_up_sends
from core.models import OutboxMessage, OutboxStatus
from core.outbox import Payload, Reach
from tests.conftest import FrozenClock

AT_ONCE = {Reach.INSIDE: 0.05, Reach.OUTSIDE: 0.05}


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock) -> None:
    """No handlers but the test's own, time standing still, and little patience."""
    monkeypatch.setattr(outbox, "_handlers", {})
    monkeypatch.setattr(outbox, "SECONDS_AT_MOST", AT_ONCE)


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("handlers")]


def announce(topic: str, key: str, payload: Payload | None = None) -> None:
    with transaction.atomic():
        outbox.announce(topic, key, 1, payload or {"key": key}, clock.now())


def message(key: str) -> OutboxMessage:
    return OutboxMessage.objects.get(object_key=key)


def statuses() -> dict[str, str]:
    return dict(OutboxMessage.objects.values_list("object_key", "status"))


def hang(payload: Payload) -> None:
    """Work for ever, deaf to ordinary errors."""
    while True:
        try:
            time.monotonic()
        except Exception:  # noqa: BLE001, S112
            continue


def register(topic: str, run: Callable[[Payload], None], reach: Reach = Reach.INSIDE) -> None:
    outbox.handler(topic, topic, reach)(run)


class TestHanging:
    def test_inside_it_is_interrupted_rolled_back_and_tried_again(self) -> None:
        def run(payload: Payload) -> None:
            OutboxMessage.objects.update(topic="changed by the handler")
            hang(payload)

        register("slow", run)
        announce("slow", "a")
        assert outbox.deliver() == 0
        held = message("a")
        assert (held.topic, held.status, held.attempts) == ("slow", OutboxStatus.READY, 1)
        assert held.error == "TooLong: it took longer than it may"

    def test_outside_its_outcome_is_unknown(self) -> None:
        register("slow", hang, Reach.OUTSIDE)
        announce("slow", "a")
        assert outbox.deliver() == 0
        held = message("a")
        assert (held.status, held.error) == (OutboxStatus.UNKNOWN, "TooLong: it took longer than it may")

    @pytest.mark.parametrize("reach", Reach)
    def test_its_other_messages_rest_and_those_of_others_go_on(
        self, reach: Reach, frozen_clock: FrozenClock
    ) -> None:
        register("slow", hang, reach)
        register("quick", lambda payload: None)
        for key in ("a", "b", "c"):
            announce("slow", key)
        announce("quick", "d")
        assert outbox.deliver() == 1
        assert message("d").status == OutboxStatus.DONE
        assert [message(key).attempts for key in ("a", "b", "c")] == [1, 0, 0]
        assert message("b").due_at == clock.now() + outbox.HUNG_RESTS
        frozen_clock.advance(seconds=61)
        outbox.deliver()
        assert message("b").attempts + message("a").attempts == 2

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not wait inside a statement")
    def test_waiting_for_the_database_is_interrupted_too(self) -> None:
        def run(payload: Payload) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(30)")

        register("slow", run)
        register("quick", lambda payload: None)
        announce("slow", "a")
        announce("quick", "b")
        began = time.monotonic()
        assert outbox.deliver() == 1
        assert time.monotonic() - began < 10
        assert statuses() == {"a": OutboxStatus.READY, "b": OutboxStatus.DONE}
        assert message("a").attempts == 1

    def test_given_up_in_the_end(self, frozen_clock: FrozenClock) -> None:
        register("slow", hang)
        announce("slow", "a")
        for _ in range(outbox.MAX_ATTEMPTS):
            outbox.deliver()
            frozen_clock.advance(hours=1)
        assert message("a").status == OutboxStatus.DEAD

    def test_a_round_begins_nothing_new_when_its_time_is_over(self) -> None:
        register("quick", lambda payload: None)
        announce("quick", "a")
        assert outbox.deliver(seconds=-1) == 0
        assert message("a").attempts == 0


class TestPoison:
    def test_a_message_that_kills_its_process_each_time_is_given_up_and_starves_nobody(
        self, frozen_clock: FrozenClock
    ) -> None:
        def die(payload: Payload) -> None:
            raise KeyboardInterrupt

        register("deadly", die)
        register("quick", lambda payload: None)
        announce("deadly", "a")
        announce("quick", "b")
        for number in range(outbox.MAX_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                outbox.deliver()
            assert outbox.deliver() == (1 if number == 0 else 0)
            frozen_clock.advance(hours=1)
        assert outbox.deliver() == 0
        assert (message("a").status, message("a").attempts) == (OutboxStatus.DEAD, outbox.MAX_ATTEMPTS)
        assert message("a").error == "the process that delivered it died each time"

    @pytest.mark.parametrize("payload", [{}, {"key": None}, {"other": 1}, [], "{torn", None])
    def test_a_payload_without_what_the_handler_needs_is_a_failure_like_any_other(
        self, payload: object
    ) -> None:
        def run(payload: Payload) -> None:
            assert payload["key"] == "a"

        register("strict", run)
        announce("strict", "a", {"key": "a"})
        announce("strict", "b")
        OutboxMessage.objects.filter(object_key="b").update(payload=Value(payload, JSONField()))
        assert outbox.deliver() == 1
        assert statuses() == {"a": OutboxStatus.DONE, "b": OutboxStatus.READY}

    @pytest.mark.parametrize("words", ["a\0b", "a\ud800b", "长" * 5000])
    @pytest.mark.parametrize("error", [ValueError, outbox.NotSent])
    @pytest.mark.parametrize("reach", Reach)
    def test_whatever_an_error_says_it_can_be_kept(
        self, words: str, error: type[Exception], reach: Reach, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.CRITICAL)  # what cannot be encoded would not pass between test processes

        def run(payload: Payload) -> None:
            raise error(words)

        register("rude", run, reach)
        announce("rude", "a")
        assert outbox.deliver() == 0
        assert 3 <= len(message("a").error) <= outbox.ERROR_AT_MOST

    def test_many_failures_do_not_starve_what_comes_after(self) -> None:
        def run(payload: Payload) -> None:
            raise ValueError("no")

        register("broken", run)
        register("quick", lambda payload: None)
        for number in range(20):
            announce("broken", f"broken {number}")
        announce("quick", "z")
        outbox.deliver(limit=10)
        outbox.deliver(limit=10)
        assert outbox.deliver(limit=10) == 1
        assert message("z").status == OutboxStatus.DONE


class TestLookUp:
    def unknown(self, answer: Callable[[Payload], bool | None]) -> OutboxMessage:
        def run(payload: Payload) -> None:
            raise TimeoutError

        outbox.handler("post", "post", Reach.OUTSIDE, look_up=answer)(run)
        announce("post", "a")
        outbox.deliver()
        assert message("a").status == OutboxStatus.UNKNOWN
        return message("a")

    @pytest.mark.parametrize(
        ("answer", "status", "settled"),
        [
            (True, OutboxStatus.FOUND_SENT, 1),
            (False, OutboxStatus.READY, 1),
            (None, OutboxStatus.UNKNOWN, 0),
        ],
    )
    def test_the_receiving_side_is_asked(self, answer: bool | None, status: str, settled: int) -> None:
        asked: list[Payload] = []

        def look_up(payload: Payload) -> bool | None:
            asked.append(payload)
            return answer

        self.unknown(look_up)
        assert look_up_sends(clock.now()) == settled
        assert (asked, message("a").status) == ([{"key": "a"}], status)

    def test_a_look_up_that_fails_leaves_it_to_a_person(self) -> None:
        def look_up(payload: Payload) -> bool | None:
            raise ConnectionError

        self.unknown(look_up)
        assert look_up_sends(clock.now()) == 0
        assert message("a").status == OutboxStatus.UNKNOWN

    def test_without_a_look_up_nobody_touches_it(self) -> None:
        def run(payload: Payload) -> None:
            raise TimeoutError

        register("post", run, Reach.OUTSIDE)
        announce("post", "a")
        outbox.deliver()
        assert look_up_sends(clock.now()) == 0
        assert message("a").status == OutboxStatus.UNKNOWN


class TestForgetting:
    def row(self, status: str, days: float, number: int = 0) -> OutboxMessage:
        ended = clock.now() - timedelta(days=days)
        return OutboxMessage.objects.create(
            topic="t",
            handler="h",
            object_key=f"{status} {days} {number}",
            version=1,
            status=status,
            announced_at=ended,
            due_at=ended,
            finished_at=ended,
        )

    def test_what_was_finished_long_ago_goes_and_the_rest_stays(self) -> None:
        for status in OutboxStatus:
            self.row(status, 89.9)
            self.row(status, 90.1)
        assert forget_finished(clock.now()) == 3
        assert sorted(OutboxMessage.objects.values_list("object_key", flat=True)) == sorted(
            [f"{status} 89.9 0" for status in OutboxStatus]
            + [f"{status} 90.1 0" for status in ("ready", "sending", "unknown", "dead")]
        )

    def test_the_oldest_first_and_only_so_many_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert BATCH == 1000
        monkeypatch.setattr("core.actions.forget_finished.BATCH", 2)
        for number, days in enumerate((100, 300, 200)):
            self.row(OutboxStatus.DONE, days, number)
        assert [forget_finished(clock.now()) for _ in range(3)] == [2, 1, 0]

    def test_the_days_are_the_banks(self, settings: object) -> None:
        settings.ARMOURY_OUTBOX_KEPT_DAYS = 10  # type: ignore[attr-defined]
        self.row(OutboxStatus.DONE, 11)
        assert forget_finished(clock.now()) == 1
