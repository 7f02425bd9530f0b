"""The pictures that rows name, in the archive that came with them: looked at, told by their bytes. Pure."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from content.domain import pictures
from content.domain.archives import Archive, Entry, Limits
from content.domain.imports.columns import Flaw
from content.domain.pictures import PictureRefused
from core.domain.canonical import sha256

ARCHIVE_LIMITS = Limits(
    archive_octets=200 * 1024 * 1024,
    entries=10_000,
    entry_octets=pictures.MAX_OCTETS,
    octets=500 * 1024 * 1024,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The hash of a named picture, or why it is not taken (`detail` is the picture's own flaw)."""

    sha256: str = ""
    flaw: Flaw | None = None
    detail: str = ""


class Shelf:
    """Finds pictures in an archive by the names that people write: with or without folder, in any case."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._by_name: Mapping[str, Entry] = {_same(entry.name): entry for entry in archive.entries}
        by_base: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in archive.entries:
            by_base[_same(entry.name.rpartition("/")[2])].append(entry)
        self._by_base: Mapping[str, list[Entry]] = by_base

    def entries(self, name: str) -> list[Entry]:
        """Return what `name` may mean: nothing, one entry, or several of the same name in folders."""
        exact = self._by_name.get(_same(name))
        return [exact] if exact is not None else self._by_base.get(_same(name), [])

    def read(self, name: str) -> bytes:
        """Return the bytes of the picture called `name`. Raises KeyError, ArchiveRefused."""
        entries = self.entries(name)
        if len(entries) != 1:
            raise KeyError(name)
        return self._archive.read(entries[0])

    def look_at(self, name: str) -> Found:
        """Return what the picture is by bytes and header; no pixel is decoded. Raises ArchiveRefused."""
        entries = self.entries(name)
        if len(entries) != 1:
            return Found(flaw=Flaw.TWO_PICTURES if entries else Flaw.NO_PICTURE)
        content = self._archive.read(entries[0])
        try:
            pictures.look_at(content, entries[0].name)
        except PictureRefused as refused:
            return Found(flaw=Flaw.PICTURE, detail=refused.flaw.value)
        return Found(sha256(content))


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
