import signal
import threading
import time

import pytest

from core.time_limit import TooLong, at_most


def work(seconds: float) -> None:
    """Be busy for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_takes_too_long_is_interrupted() -> None:
    began = time.monotonic()
    with pytest.raises(TooLong), at_most(0.05):
        work(30)
    assert time.monotonic() - began < 5


def test_what_is_quick_is_left_alone_and_no_alarm_stays() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with at_most(60):
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_catching_exceptions_does_not_outlive_it() -> None:
    with pytest.raises(TooLong), at_most(0.05):
        try:
            work(30)
        except Exception:  # noqa: BLE001
            work(30)


def test_the_limit_around_holds_inside_too() -> None:
    with pytest.raises(TooLong), at_most(0.05), at_most(60):
        work(30)


def test_the_limit_around_goes_on_after_the_one_inside() -> None:
    with pytest.raises(TooLong), at_most(0.2):
        with at_most(60):
            work(0.01)
        work(30)


def test_a_limit_inside_leaves_the_one_around_its_time() -> None:
    with at_most(60):
        with pytest.raises(TooLong), at_most(0.05):
            work(30)
        assert 50 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60


def test_another_thread_has_no_alarm() -> None:
    ended: list[bool] = []

    def limited() -> None:
        with at_most(0.01):
            work(0.05)
        ended.append(True)

    thread = threading.Thread(target=limited)
    thread.start()
    thread.join()
    assert ended == [True]
