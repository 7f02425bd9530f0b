"""Removing bytes and copying them for a backup keep out of each other's way.

A backup copies the database first and the blobs it names afterwards: what was removed in between would be
missing without a record in the copy.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class BeingCopied(Exception):
    """A backup is running. What was to be removed is removed after it: try again."""


@contextmanager
def nothing_is_removed() -> Iterator[None]:
    """Hold removals off while the block runs. Several may hold this at once."""
    with _held(fcntl.LOCK_SH):
        yield


@contextmanager
def nothing_is_copied() -> Iterator[None]:
    """Run the block while no backup runs. Does not wait: raises BeingCopied if one does."""
    try:
        with _held(fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield
    except BlockingIOError as error:
        raise BeingCopied from error


@contextmanager
def _held(how: int) -> Iterator[None]:
    path = Path(settings.DATA_DIR) / "blobs.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, how)
        yield
