"""Streams that end: an entry gives no more than it said it would, an archive no more than its limit. Pure."""

import zlib
from typing import IO

from content.domain.archive_names import ArchiveFlaw, ArchiveRefused

_CHUNK = 64 * 1024


class Budget:
    """The octets that all streams of one archive may still give."""

    def __init__(self, octets: int) -> None:
        self.left = octets

    def spend(self, octets: int, name: str) -> None:
        """Raise ArchiveRefused when more is taken than was left."""
        self.left -= octets
        if self.left < 0:
            raise ArchiveRefused(ArchiveFlaw.TOO_LARGE, name)


class BoundedStream:
    """Reads one entry. Raises ArchiveRefused instead of giving more than `octets`, or broken data."""

    def __init__(self, raw: IO[bytes], name: str, octets: int, budget: Budget) -> None:
        self._raw = raw
        self._name = name
        self._left = octets
        self._budget = budget
        self._ahead = b""

    def peek(self, octets: int) -> bytes:
        """Return the first `octets` without taking them."""
        if len(self._ahead) < octets:
            self._ahead += self._take(octets - len(self._ahead))
        return self._ahead[:octets]

    def read(self, octets: int = -1) -> bytes:
        """Return up to `octets`, all that is left for a negative number, nothing at the end."""
        if octets >= 0:
            given, self._ahead = self._ahead[:octets], self._ahead[octets:]
            return given + self._take(octets - len(given))
        parts, self._ahead = [self._ahead], b""
        while part := self._take(_CHUNK):
            parts.append(part)
        return b"".join(parts)

    def _take(self, octets: int) -> bytes:
        try:
            taken = self._raw.read(octets)
        except zlib.error as error:
            raise ArchiveRefused(ArchiveFlaw.BROKEN, self._name) from error
        self._left -= len(taken)
        if self._left < 0:
            raise ArchiveRefused(ArchiveFlaw.TOO_LARGE, self._name)
        self._budget.spend(len(taken), self._name)
        return taken
