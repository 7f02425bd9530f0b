"""Two processes as one: started together, restarted when one dies, stopped together."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import FrameType

from django.utils.translation import gettext as _

Say = Callable[[str], object]

PR_SET_PDEATHSIG = 1
STOPPED_WITHIN = 15.0
"""Seconds a child gets to finish before it is killed."""
QUICK = 10.0
"""A child that lived for fewer seconds died at its start."""
QUICK_DEATHS = 5
"""So many in a row, and starting it again is no use."""


class StartFailed(Exception):
    """A child died at its start again and again."""


class Child:
    """One process of its own group, which ends when this process ends, however that comes about."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.quick_deaths = 0
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        parent = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  (our own commands)
            self.command,
            env={**os.environ, **self.environment},
            start_new_session=True,
            preexec_fn=lambda: _end_with(parent),  # noqa: PLW1509  (this process has one thread)
        )

    def restart(self, say: Say) -> None:
        """Start it again. Raises StartFailed if it never lives long."""
        quick = time.monotonic() - self.started < QUICK
        self.quick_deaths = self.quick_deaths + 1 if quick else 1
        code = self.process.returncode
        if self.quick_deaths >= QUICK_DEATHS:
            raise StartFailed(
                _("%(name)s does not start (exit %(code)d).") % {"name": self.name, "code": code}
            )
        say(_("%(name)s stopped (exit %(code)d) and is started again.") % {"name": self.name, "code": code})
        self.start()

    def is_over(self) -> bool:
        return self.process.poll() is not None

    def stop(self, within: float) -> None:
        """Wait for the end of what was asked to end; kill its whole group after `within` seconds."""
        try:
            self.process.wait(timeout=max(within, 0))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Runs children until SIGINT or SIGTERM comes."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.stopped = threading.Event()
        self.children: list[Child] = []

    def listen(self) -> None:
        """Take SIGINT, SIGTERM and SIGHUP as the wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def run(
        self, children: Iterable[Child], is_ready: Callable[[], bool], when_ready: Callable[[], object]
    ) -> None:
        """Watch over `children`, call `when_ready` once `is_ready`, and return when all have stopped."""
        announced = False
        try:
            self.children.extend(children)
            while not self.stopped.wait(0.2):
                for child in self.children:
                    if child.is_over():
                        child.restart(self.say)
                if not announced and is_ready():
                    announced = True
                    when_ready()
        finally:
            self._stop_children()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopped.set()

    def _stop_children(self) -> None:
        for child in self.children:
            if not child.is_over():
                child.process.terminate()
        end = time.monotonic() + STOPPED_WITHIN
        for child in self.children:
            child.stop(end - time.monotonic())


def _end_with(parent: int) -> None:
    """Have Linux send SIGTERM to this process when `parent` is gone, killed or not."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
