"""The process in which pictures are read: begun when it is needed, killed when it hangs, ended when idle."""

import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from typing import Final

from django.conf import settings

from review.domain.pictures.reading import Reading
from review.enums import ReadingTrouble

NEEDED: Final = ("rapidocr_onnxruntime", "zxingcpp")
INSTALL: Final = "pip install --no-deps --require-hashes -r requirements-pictures.txt"
"""What is said where the reader is not installed."""
COMMAND: Final = (sys.executable, "-m", "review.domain.pictures.reader")
IDLE_SECONDS: Final = 300.0
"""The models take some hundred megabytes; a process that has nothing to do gives them back."""
AT_A_TIME: Final = 65_536


class NotRead(Exception):
    """The picture was not read; `trouble` says why."""

    def __init__(self, trouble: ReadingTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def is_installed() -> bool:
    """Return whether pictures can be read on this system."""
    return all(find_spec(name) is not None for name in NEEDED)


class ReaderProcess:
    """One process for all pictures, one after another. It is given the bytes alone: no key, no database."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._used = time.monotonic()
        self._one_at_a_time = threading.Lock()

    def read(self, content: bytes, seconds: float) -> Reading:
        """Return what stands in the picture. Hold no transaction.

        Raises NotRead for what is no picture, what takes longer than `seconds` and what takes the process
        down; whatever else is raised meanwhile, the process is ended, so that no answer goes to another.
        """
        with self._one_at_a_time:
            try:
                answer = json.loads(self._asked(content, time.monotonic() + seconds))
            except BaseException:
                self.stop()
                raise
            finally:
                self._used = time.monotonic()
        if "refused" in answer:
            raise NotRead(ReadingTrouble.NO_PICTURE)
        return Reading.from_jsonable(answer)

    @property
    def pid(self) -> int | None:
        """The number of the process, None while there is none."""
        return self._process.pid if self._process is not None else None

    def stop(self) -> None:
        """End the process, at once. Safe to repeat."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def rest(self) -> None:
        """End the process if nothing was asked of it for a while."""
        if self._process is not None and time.monotonic() - self._used > IDLE_SECONDS:
            self.stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            for stream in (self._process.stdin, self._process.stdout):
                os.set_blocking(_number(stream), False)
        return self._process

    def _asked(self, content: bytes, until: float) -> bytes:
        process = self._running()
        asking, answering = _number(process.stdin), _number(process.stdout)
        left, answer = memoryview(struct.pack(">I", len(content)) + content), b""
        while not answer.endswith(b"\n"):
            waiting = [asking] if left else []
            readable, writable, _none = select.select(
                [answering], waiting, [], max(0.0, until - time.monotonic())
            )
            if not readable and not writable:
                raise NotRead(ReadingTrouble.TOO_SLOW)
            try:
                if readable:
                    more = os.read(answering, AT_A_TIME)
                    if not more:
                        raise NotRead(ReadingTrouble.DIED)
                    answer += more
                if writable:
                    left = left[os.write(asking, left[:AT_A_TIME]) :]
            except BrokenPipeError as error:
                raise NotRead(ReadingTrouble.DIED) from error
        return answer


def _number(stream: object) -> int:
    number: int = stream.fileno()  # type: ignore[attr-defined]
    return number


reader_process = ReaderProcess()
"""The one of this process; it begins with the first picture."""
