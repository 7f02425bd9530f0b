"""A limit on how long background work may take, so that a piece that hangs does not hold up the rest."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

AGAIN_AFTER = 1.0
"""Seconds until the alarm rings again, should something have swallowed it."""


class TooLong(KeyboardInterrupt):
    """The work took longer than it may. No Exception, so that work that catches those does not go on.

    It is told like a key press: psycopg then has the server end the statement, and the connection stays good.
    """


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLong inside the block after `seconds`, or when the limit of a block around it is over.

    Works in a process's main thread, which is where the work loop and Celery's prefork workers run tasks;
    elsewhere it does nothing. It interrupts Python and waiting for sockets, not a single long call into C.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    began = time.monotonic()
    around = signal.getitimer(signal.ITIMER_REAL)[0]
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, around or seconds), AGAIN_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if around:
            left = around - (time.monotonic() - began)
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.001), AGAIN_AFTER)


def _ring(number: int, frame: FrameType | None) -> NoReturn:
    raise TooLong("it took longer than it may")
