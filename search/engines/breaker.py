"""A breaker: an engine that has failed is left alone for a while, so that nobody waits for it in vain."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

FAILURES: Final = 3
"""So many in a row, and it is open."""
REST_SECONDS: Final = 10.0
"""For so long nothing is asked; then one question at a time, until one is answered."""


class Breaker:
    """One for all threads of a process. Whoever was allowed to ask says how it went."""

    def __init__(
        self,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._rest = rest_seconds
        self._monotonic = monotonic
        self._lock = Lock()
        self._failures = 0
        self._ask_again_at = 0.0

    @property
    def is_open(self) -> bool:
        return self._failures >= self._most

    def allows(self) -> bool:
        """Return whether to ask. While it is open: one question after each rest."""
        with self._lock:
            if not self.is_open:
                return True
            if self._monotonic() < self._ask_again_at:
                return False
            self._ask_again_at = self._monotonic() + self._rest
            return True

    def failed(self) -> bool:
        """Note a failure; return whether it has opened just now."""
        with self._lock:
            self._failures += 1
            if self.is_open:
                self._ask_again_at = self._monotonic() + self._rest
            return self._failures == self._most

    def worked(self) -> bool:
        """Note an answer; return whether it was open until now."""
        with self._lock:
            was_open = self.is_open
            self._failures = 0
            return was_open
