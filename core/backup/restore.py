"""Put a backup back into an empty site."""

import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from core.backup import databases
from core.backup.manifest import DATABASE, PARTS, BackupUnusable, Manifest, load
from core.backup.objects import Objects
from core.backup.places import places, unfinished
from core.checkpoint_keys import trusted_keys
from core.domain.checkpoint import parse

Step = Callable[[int], object]


class NotEmpty(Exception):
    """A restore never overwrites; the words say what is in its way."""


@contextmanager
def opened(source: Path) -> Iterator[Path]:
    """Yield the directory of a backup that is a directory or one file."""
    if source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=".restore-") as scratch:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(scratch, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise BackupUnusable(
                _("%(path)s is no backup: %(error)s") % {"path": source, "error": error}
            ) from error
        yield Path(scratch)


def check(source: Path, on_read: Step = lambda octets: None) -> Manifest:
    """Return the manifest of the backup in `source` after reading every file that it names.

    Raises BackupUnusable if one of them is missing or changed, if it is for another database engine, or if
    its checkpoints were signed by a key that is not trusted here.
    """
    manifest, objects = load(source), Objects(source)
    if manifest.engine != connection.vendor:
        raise BackupUnusable(
            _("This is a backup of %(theirs)s, and this site runs on %(ours)s.")
            % {"theirs": manifest.engine, "ours": connection.vendor}
        )
    for entry in manifest.entries:
        if not objects.is_intact(entry.sha256, entry.octets, on_read):
            raise BackupUnusable(
                _("The backup is damaged: %(part)s/%(path)s does not have its hash. Take another backup.")
                % {"part": entry.part, "path": entry.path}
            )
    strangers = _signers(manifest, objects) - trusted_keys().keys()
    if strangers:
        raise BackupUnusable(
            _(
                "These checkpoints were signed by the key %(key)s. Put its public key into the directory "
                "ARMOURY_CHECKPOINT_TRUSTED_KEYS first."
            )
            % {"key": ", ".join(sorted(strangers))}
        )
    return manifest


def require_empty() -> None:
    """Raise NotEmpty unless database and directories hold nothing yet."""
    if unfinished().exists():
        raise NotEmpty(
            _("A restore was broken off here. Empty database and data directory, remove %s, and start again.")
            % unfinished()
        )
    if not databases.is_empty():
        raise NotEmpty(_("The database is not empty. Restore into a new one."))
    for place in places().values():
        if place.exists() and any(place.iterdir()):
            raise NotEmpty(_("%s is not empty. Restore into a new data directory.") % place)


def put_back(source: Path, manifest: Manifest, on_done: Step) -> None:
    """Copy what `check` has found whole into this empty site.

    Leaves the mark "unfinished" behind: the caller takes it away when the restored site was proved.
    """
    require_empty()
    unfinished().parent.mkdir(parents=True, exist_ok=True)
    unfinished().touch()
    objects, where = Objects(source), places()
    (database,) = manifest.of(DATABASE)
    databases.put_back(objects.path(database.sha256))
    on_done(database.octets)
    for part in PARTS:
        for entry in manifest.of(part):
            target = where[part] / entry.path
            objects.copy(entry.sha256, target)
            if part == "blobs":
                target.chmod(0o440)
            on_done(entry.octets)
    os.sync()


def _signers(manifest: Manifest, objects: Objects) -> set[str]:
    signers: set[str] = set()
    for entry in manifest.of("checkpoints"):
        if entry.path.endswith(".jsonl"):
            with objects.path(entry.sha256).open("rb") as file:
                signers |= {found.key_id for line in file if (found := parse(line.removesuffix(b"\n")))}
    return signers
