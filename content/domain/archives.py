"""ZIP archives from outside, opened within limits: nothing is unpacked before all names and sizes are sound.

Pure. ASVS 5.0: 5.2.3 (compressed files), 5.2.5 (no symbolic links), 5.3.3 (no path from a name).
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END, SEEK_SET
from stat import S_IFMT, S_IFREG
from typing import BinaryIO

from content.domain.archive_names import ArchiveFlaw, ArchiveRefused, name_of, require_distinct
from content.domain.archive_streams import BoundedStream, Budget

_IS_ENCRYPTED = 0x1 | 0x40 | 0x2000
_END = b"PK\x05\x06"
_END_OCTETS = 22
_LOCAL_OCTETS = 30
_CENTRAL_OCTETS = 46
_RATIO_COUNTS_FROM = 64 * 1024
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold. `nested` are the extensions of entries that may be archives themselves."""

    archive_octets: int = 200 * 1024 * 1024
    entries: int = 2_000
    entry_octets: int = 20 * 1024 * 1024
    octets: int = 500 * 1024 * 1024
    ratio: int = 200
    nested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive: its checked name, and how long it says it is."""

    name: str
    octets: int
    info: zipfile.ZipInfo


class Archive:
    """An archive whose directory is sound. Entries are read one by one, as streams with an end."""

    def __init__(self, opened: zipfile.ZipFile, entries: tuple[Entry, ...], limits: Limits) -> None:
        self.entries = entries
        self._opened = opened
        self._limits = limits
        self._budget = Budget(limits.octets)

    def __contains__(self, name: str) -> bool:
        return any(entry.name == name for entry in self.entries)

    def entry(self, name: str) -> Entry:
        """Return the entry called `name`. Raises KeyError."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise KeyError(name)

    @contextmanager
    def open(self, entry: Entry) -> Iterator[BoundedStream]:
        """Yield a stream of the entry's bytes, closed at the end.

        It gives at most the octets that the directory states and all streams of the archive together at most
        the limit. Raises ArchiveRefused for more, for broken data and for an archive inside.
        """
        try:
            with self._opened.open(entry.info) as raw:
                stream = BoundedStream(raw, entry.name, entry.octets, self._budget)
                if entry.name.rpartition(".")[2].lower() not in self._limits.nested and stream.peek(
                    8
                ).startswith(_ARCHIVES):
                    raise ArchiveRefused(ArchiveFlaw.NESTED, entry.name)
                yield stream
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
            raise ArchiveRefused(ArchiveFlaw.BROKEN, entry.name) from error

    def read(self, entry: Entry) -> bytes:
        """Return the entry's bytes. Raises what `open` raises."""
        with self.open(entry) as stream:
            return stream.read()


@contextmanager
def open_archive(file: BinaryIO, limits: Limits) -> Iterator[Archive]:
    """Yield the archive in `file`, seekable and open for reading, which stays open.

    Raises ArchiveRefused when it is not one ZIP from its first byte to its last, is larger than the limits,
    or holds a name that is not plainly the name of a file inside it.
    """
    _require_one_archive(file, limits)
    try:
        opened = zipfile.ZipFile(file)
    except UnicodeDecodeError as error:
        raise ArchiveRefused(ArchiveFlaw.NAME) from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ArchiveRefused(ArchiveFlaw.BROKEN) from error
    with opened:
        yield Archive(opened, _checked(opened.infolist(), limits), limits)


def _require_one_archive(file: BinaryIO, limits: Limits) -> None:
    """Look at the end record before the directory is read: a directory of millions is memory spent."""
    size = file.seek(0, SEEK_END)
    if size > limits.archive_octets:
        raise ArchiveRefused(ArchiveFlaw.TOO_LARGE)
    file.seek(max(0, size - _END_OCTETS), SEEK_SET)
    end = file.read(_END_OCTETS)
    file.seek(0, SEEK_SET)
    starts_with_an_entry = file.read(4) in {b"PK\x03\x04", _END}
    file.seek(0, SEEK_SET)
    if len(end) < _END_OCTETS or not end.startswith(_END) or not starts_with_an_entry:
        raise ArchiveRefused(ArchiveFlaw.NOT_AN_ARCHIVE)
    count, octets, offset = (
        int.from_bytes(end[at : at + n], "little") for at, n in ((10, 2), (12, 4), (16, 4))
    )
    if count > limits.entries or octets > limits.entries * 1024:
        raise ArchiveRefused(ArchiveFlaw.TOO_MANY)
    if offset + octets + _END_OCTETS != size or octets < count * _CENTRAL_OCTETS:
        raise ArchiveRefused(ArchiveFlaw.NOT_AN_ARCHIVE)


def _checked(infos: list[zipfile.ZipInfo], limits: Limits) -> tuple[Entry, ...]:
    if len(infos) > limits.entries:
        raise ArchiveRefused(ArchiveFlaw.TOO_MANY)
    found = [Entry(name_of(info), info.file_size, info) for info in infos]
    require_distinct([entry.name for entry in found])
    _require_apart(infos)
    files = tuple(entry for entry in found if not entry.info.is_dir())
    for entry in files:
        _require_sound(entry, limits)
    if sum(entry.octets for entry in files) > limits.octets:
        raise ArchiveRefused(ArchiveFlaw.TOO_LARGE)
    return files


def _require_sound(entry: Entry, limits: Limits) -> None:
    info = entry.info
    if info.flag_bits & _IS_ENCRYPTED:
        raise ArchiveRefused(ArchiveFlaw.ENCRYPTED, entry.name)
    if S_IFMT(info.external_attr >> 16) not in {0, S_IFREG}:
        raise ArchiveRefused(ArchiveFlaw.NOT_A_FILE, entry.name)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ArchiveRefused(ArchiveFlaw.METHOD, entry.name)
    if entry.octets > limits.entry_octets:
        raise ArchiveRefused(ArchiveFlaw.TOO_LARGE, entry.name)
    if entry.octets > max(_RATIO_COUNTS_FROM, limits.ratio * info.compress_size):
        raise ArchiveRefused(ArchiveFlaw.RATIO, entry.name)


def _require_apart(infos: list[zipfile.ZipInfo]) -> None:
    """Entries that share their compressed bytes multiply what an archive unpacks to."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise ArchiveRefused(ArchiveFlaw.OVERLAPPING, info.filename)
        end = info.header_offset + _LOCAL_OCTETS + info.compress_size
