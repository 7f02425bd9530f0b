from datetime import timedelta

import pytest
from django.db import transaction

from core import clock, outbox
from core.models import OutboxMessage, OutboxStatus
from core.outbox import NotSent, Payload, Reach
from tests.conftest import FrozenClock


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch, frozen_clock: FrozenClock) -> None:
    """No handlers but the test's own, and time standing still."""
    monkeypatch.setattr(outbox, "_handlers", {})


def _announce(key: str = "edition:1", version: int = 1) -> None:
    with transaction.atomic():
        outbox.announce("edition.issued", key, version, {"edition": key}, clock.now())


def _message() -> OutboxMessage:
    return OutboxMessage.objects.get()


@pytest.mark.django_db
@pytest.mark.usefixtures("handlers")
class TestAnnounce:
    def test_one_row_for_each_handler_of_the_topic(self) -> None:
        for topic, name in [
            ("edition.issued", "index"),
            ("edition.issued", "notify"),
            ("pull.made", "count"),
        ]:
            outbox.handler(topic, name)(lambda payload: None)
        _announce()
        rows = OutboxMessage.objects.values_list("handler", "object_key", "version", "payload", "status")
        assert sorted(rows, key=str) == [
            ("index", "edition:1", 1, {"edition": "edition:1"}, "ready"),
            ("notify", "edition:1", 1, {"edition": "edition:1"}, "ready"),
        ]

    def test_announcing_the_same_version_again_adds_nothing(self) -> None:
        outbox.handler("edition.issued", "index")(lambda payload: None)
        _announce()
        _announce()
        assert OutboxMessage.objects.count() == 1

    def test_another_version_is_another_row(self) -> None:
        outbox.handler("edition.issued", "index")(lambda payload: None)
        _announce(version=1)
        _announce(version=2)
        assert OutboxMessage.objects.count() == 2

    def test_without_a_handler_nothing_is_written(self) -> None:
        _announce()
        assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("handlers")
class TestInside:
    def test_delivered_once_and_marked_done(self) -> None:
        seen: list[Payload] = []
        outbox.handler("edition.issued", "index")(seen.append)
        _announce()
        assert outbox.deliver() == 1
        assert outbox.deliver() == 0
        assert seen == [{"edition": "edition:1"}]
        assert (_message().status, _message().finished_at) == (OutboxStatus.DONE, clock.now())

    def test_a_failed_handler_leaves_no_trace_but_its_error(self) -> None:
        def run(payload: Payload) -> None:
            OutboxMessage.objects.update(topic="changed by the handler")
            raise ValueError("no such edition")

        outbox.handler("edition.issued", "index")(run)
        _announce()
        assert outbox.deliver() == 0
        message = _message()
        assert (message.topic, message.status) == ("edition.issued", OutboxStatus.READY)
        assert (message.attempts, message.error) == (1, "ValueError: no such edition")
        assert message.due_at == clock.now() + timedelta(seconds=2)

    def test_tried_again_when_due_and_not_before(self, frozen_clock: FrozenClock) -> None:
        attempts: list[int] = []

        def run(payload: Payload) -> None:
            attempts.append(1)
            if len(attempts) < 3:
                raise ValueError("not yet")

        outbox.handler("edition.issued", "index")(run)
        _announce()
        assert (outbox.deliver(), len(attempts)) == (0, 1)
        frozen_clock.advance(seconds=1.9)
        assert (outbox.deliver(), len(attempts)) == (0, 1)
        frozen_clock.advance(seconds=0.1)
        assert (outbox.deliver(), len(attempts)) == (0, 2)
        frozen_clock.advance(seconds=4)
        assert (outbox.deliver(), len(attempts)) == (1, 3)
        assert (_message().status, _message().error) == (OutboxStatus.DONE, "")

    def test_given_up_after_eight_attempts_and_ready_again_by_hand(self, frozen_clock: FrozenClock) -> None:
        def run(payload: Payload) -> None:
            raise ValueError("never")

        outbox.handler("edition.issued", "index")(run)
        _announce()
        for _ in range(outbox.MAX_ATTEMPTS):
            assert outbox.deliver() == 0
            frozen_clock.advance(hours=1)
        assert (_message().status, _message().attempts) == (OutboxStatus.DEAD, 8)
        assert outbox.deliver() == 0
        assert outbox.retry([_message().pk]) == 1
        assert (_message().status, _message().attempts) == (OutboxStatus.READY, 0)

    def test_one_failure_does_not_stop_the_others(self) -> None:
        def run(payload: Payload) -> None:
            if payload["edition"] == "edition:1":
                raise ValueError("this one only")

        outbox.handler("edition.issued", "index")(run)
        for number in (1, 2, 3):
            _announce(f"edition:{number}")
        assert outbox.deliver() == 2
        assert OutboxMessage.objects.filter(status=OutboxStatus.DONE).count() == 2

    def test_the_limit_is_kept(self) -> None:
        outbox.handler("edition.issued", "index")(lambda payload: None)
        for number in (1, 2, 3):
            _announce(f"edition:{number}")
        assert outbox.deliver(limit=2) == 2
        assert OutboxMessage.objects.get(status=OutboxStatus.READY).object_key == "edition:3"

    def test_a_handler_that_is_gone_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        outbox.handler("edition.issued", "index")(lambda payload: None)
        _announce()
        monkeypatch.setattr(outbox, "_handlers", {})
        assert outbox.deliver() == 0
        assert _message().error == "no handler of this name is installed"
        assert _message().status == OutboxStatus.READY


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("handlers")
class TestOutside:
    def test_marked_sending_and_committed_before_the_call(self) -> None:
        during: list[tuple[str, bool]] = []

        def run(payload: Payload) -> None:
            during.append((_message().status, transaction.get_connection().in_atomic_block))

        outbox.handler("edition.issued", "send", Reach.OUTSIDE)(run)
        _announce()
        assert outbox.deliver() == 1
        assert during == [(OutboxStatus.SENDING, False)]
        assert _message().status == OutboxStatus.DONE

    def test_an_error_that_leaves_the_outcome_open_is_never_repeated(self, frozen_clock: FrozenClock) -> None:
        calls: list[Payload] = []

        def run(payload: Payload) -> None:
            calls.append(payload)
            raise TimeoutError("no answer")

        outbox.handler("edition.issued", "send", Reach.OUTSIDE)(run)
        _announce()
        assert outbox.deliver() == 0
        frozen_clock.advance(hours=1)
        assert outbox.deliver() == 0
        assert len(calls) == 1
        assert (_message().status, _message().error) == (OutboxStatus.UNKNOWN, "TimeoutError: no answer")

    def test_what_certainly_was_not_sent_is_tried_again(self, frozen_clock: FrozenClock) -> None:
        calls: list[Payload] = []

        def run(payload: Payload) -> None:
            calls.append(payload)
            if len(calls) == 1:
                raise NotSent("connection refused")

        outbox.handler("edition.issued", "send", Reach.OUTSIDE)(run)
        _announce()
        assert outbox.deliver() == 0
        assert (_message().status, _message().error) == (OutboxStatus.READY, "connection refused")
        frozen_clock.advance(seconds=2)
        assert outbox.deliver() == 1
        assert len(calls) == 2

    def test_a_process_that_died_while_sending_leaves_unknown(self, frozen_clock: FrozenClock) -> None:
        def run(payload: Payload) -> None:
            raise KeyboardInterrupt

        outbox.handler("edition.issued", "send", Reach.OUTSIDE)(run)
        _announce()
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver()
        assert _message().status == OutboxStatus.SENDING
        started = clock.now()
        assert outbox.mark_interrupted(started) == 0
        assert outbox.mark_interrupted(started + timedelta(seconds=1)) == 1
        assert _message().status == OutboxStatus.UNKNOWN
        assert outbox.deliver() == 0
        assert outbox.retry([_message().pk]) == 1

    def test_a_process_that_died_inside_leaves_the_message_ready_and_its_try_counted(self) -> None:
        def run(payload: Payload) -> None:
            raise KeyboardInterrupt

        outbox.handler("edition.issued", "index")(run)
        _announce()
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver()
        assert (_message().status, _message().attempts) == (OutboxStatus.READY, 1)
        assert _message().due_at == clock.now() + timedelta(seconds=2)

    def test_a_rolled_back_announcement_is_none(self) -> None:
        outbox.handler("edition.issued", "index")(lambda payload: None)

        class Trouble(Exception):
            pass

        with pytest.raises(Trouble), transaction.atomic():
            _announce()
            raise Trouble
        assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("handlers")
def test_done_messages_are_not_retried() -> None:
    outbox.handler("edition.issued", "index")(lambda payload: None)
    _announce()
    outbox.deliver()
    assert outbox.retry([_message().pk]) == 0
