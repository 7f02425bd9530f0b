"""Make a backup, of a running site, into a directory or one file."""

import os
import platform
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from core.backup import databases
from core.backup.manifest import DATABASE, NAME, Entry, Manifest
from core.backup.objects import Objects, files_below, octets_of
from core.backup.places import places
from core.blob_lock import nothing_is_removed
from core.domain import canonical
from core.whole_files import write_whole

Step = Callable[[int], object]

IS_BLOB = re.compile(r"[0-9a-f]{64}")
"""Other names in the blob store are files that somebody is writing."""


def make(target: Path, at: datetime, on_start: Callable[[int], object], on_done: Step) -> Manifest:
    """Write a backup into the directory `target`; return what it holds.

    Checkpoints come first, so that they never cover more than the database does; then one moment of the
    database; then blobs and media, written before the row that names them, so that nothing it names is
    missing; no blob is erased meanwhile. A blob that `target` already holds is not copied again, and what was
    erased here since is removed from `target`. The list of files is put in place last,
    in one step: until then an earlier backup in `target` stays whole. Raises BackupUnusable, OSError.
    """
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o700)
    objects, where = Objects(target), places()
    on_start(sum(octets_of(path) for place in where.values() for path in files_below(place)))
    entries = _add(objects, "checkpoints", where["checkpoints"], on_done)
    with tempfile.TemporaryDirectory(dir=target) as scratch:
        copy = Path(scratch) / "database"
        with nothing_is_removed():
            heads = databases.copy_to(copy)
            entries.append(Entry(DATABASE, DATABASE, *objects.add(copy)))
            for part in ("blobs", "media"):
                entries += _add(objects, part, where[part], on_done)
    manifest = Manifest(canonical.moment(at), connection.vendor, _versions(), heads, tuple(entries))
    write_whole(target / NAME, [manifest.dumps()])
    objects.keep_only({entry.sha256 for entry in entries})
    return manifest


def make_file(target: Path, at: datetime, on_start: Callable[[int], object], on_done: Step) -> Manifest:
    """Write a backup into the one file `target` (tar), which appears when it is whole."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
        directory = Path(scratch) / "backup"
        manifest = make(directory, at, on_start, on_done)
        packed = Path(scratch) / "packed"
        with tarfile.open(packed, "w") as archive:
            archive.add(directory, arcname=".")
        packed.chmod(0o600)
        with packed.open("rb") as file:
            os.fsync(file.fileno())
        packed.rename(target)
    return manifest


def _add(objects: Objects, part: str, place: Path, on_done: Step) -> list[Entry]:
    entries = []
    for path in files_below(place):
        if part == "blobs" and not IS_BLOB.fullmatch(path.name):
            continue
        try:
            octets = octets_of(path)
            kept = part == "blobs" and objects.holds(path.name, octets)
            found = (path.name, octets) if kept else objects.add(path)
        except FileNotFoundError:  # a rendition that was deleted meanwhile
            continue
        entries.append(Entry(part, str(path.relative_to(place)), *found))
        on_done(octets)
    return entries


def _versions() -> dict[str, str]:
    packages: Iterable[str] = ("django", "wagtail", "rfc8785", "cryptography")
    return {
        "python": platform.python_version(),
        connection.vendor: ".".join(map(str, connection.get_database_version())),
        **{name: version(name) for name in packages},
    }
