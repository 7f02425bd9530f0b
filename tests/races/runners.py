"""Threads that start together, each with a database connection of its own."""

import os
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

from django.db import connections

ROUNDS = int(os.environ.get("ARMOURY_RACE_ROUNDS", "200"))
HEAD_START = 0.03
"""Seconds by which one side may be released before the other, so that either comes first now and then."""
PATIENCE = 120.0

Move = Callable[[], Any]


class Runners:
    """A crew of threads that stays together, so that a round costs no new connection."""

    def __init__(self, count: int, seed: int = 20260302) -> None:
        self.draw = random.Random(seed)
        self.barrier = threading.Barrier(count)
        self.orders: list[SimpleQueue[tuple[float, Move] | None]] = [SimpleQueue() for _ in range(count)]
        self.answers: SimpleQueue[tuple[int, Any]] = SimpleQueue()
        self.threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(count)
        ]
        for thread in self.threads:
            thread.start()

    def together(self, *moves: Move, head_start: float = HEAD_START) -> list[Any]:
        """Run one move a thread, released by a barrier; return what each returned or raised, in their order.

        One thread, drawn by lot, is released up to `head_start` seconds before the others.
        """
        first, ahead = self.draw.randrange(len(moves)), self.draw.uniform(0, head_start)
        for number, move in enumerate(moves):
            self.orders[number].put((0.0 if number == first else ahead, move))
        found = dict(self.answers.get(timeout=PATIENCE) for _move in moves)
        return [found[number] for number in range(len(moves))]

    def stop(self) -> None:
        for orders in self.orders:
            orders.put(None)
        for thread in self.threads:
            thread.join(PATIENCE)

    def _work(self, number: int) -> None:
        released = threading.Event()
        try:
            while (order := self.orders[number].get()) is not None:
                delay, move = order
                self.barrier.wait(PATIENCE)
                released.wait(delay)
                self.answers.put((number, _outcome(move)))
        finally:
            connections.close_all()


@contextmanager
def crew(count: int) -> Iterator[Runners]:
    """Yield `count` threads and end them afterwards, their connections closed."""
    runners = Runners(count)
    try:
        yield runners
    finally:
        runners.stop()


def each_once(outcomes: Sequence[Any], won: Callable[[Any], bool]) -> int:
    """Return which of `outcomes` won; raise AssertionError unless exactly one did."""
    winners = [number for number, outcome in enumerate(outcomes) if won(outcome)]
    assert len(winners) == 1, outcomes
    return winners[0]


def _outcome(move: Move) -> Any:
    try:
        return move()
    except Exception as error:  # noqa: BLE001  (what was raised is what is asserted)
        return error
