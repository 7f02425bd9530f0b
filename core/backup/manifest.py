"""What a backup holds: each file under its SHA-256, and where it belongs."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

NAME = "manifest.json"
SCHEMA = 1
DATABASE = "database"
PARTS = ("checkpoints", "blobs", "media")
"""The directories of a site that are kept, in the order of copying; the database comes after the first."""


class BackupUnusable(Exception):
    """There is no whole backup here; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the part of the site it belongs to, its path in there, hash and size."""

    part: str
    path: str
    sha256: str
    octets: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `heads` are the ends of the ledger's streams in the database that is kept."""

    created_at: str
    engine: str
    versions: Mapping[str, str]
    heads: dict[str, dict[str, int | str]]
    entries: tuple[Entry, ...]
    schema: int = field(default=SCHEMA)

    @property
    def octets(self) -> int:
        """How many bytes all files have."""
        return sum(entry.octets for entry in self.entries)

    def of(self, part: str) -> list[Entry]:
        """Return the files of one part."""
        return [entry for entry in self.entries if entry.part == part]

    def dumps(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def load(directory: Path) -> Manifest:
    """Return the manifest of the backup in `directory`. Raises BackupUnusable if there is none to trust."""
    try:
        found = json.loads((directory / NAME).read_bytes())
        if found["schema"] != SCHEMA:
            raise BackupUnusable(_("This backup was made by another version: schema %s.") % found["schema"])
        manifest = Manifest(**{**found, "entries": tuple(Entry(**entry) for entry in found["entries"])})
    except OSError as error:
        raise BackupUnusable(_("There is no finished backup in %s.") % directory) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupUnusable(_("The list of this backup's files cannot be read.")) from error
    for entry in manifest.entries:
        if not _is_safe(entry):
            raise BackupUnusable(_("The backup names a file that leads out of it: %s") % entry.path)
    if len(manifest.of(DATABASE)) != 1:
        raise BackupUnusable(_("The backup holds no database."))
    return manifest


def _is_safe(entry: Entry) -> bool:
    path = PurePosixPath(entry.path)
    return (
        entry.part in {DATABASE, *PARTS}
        and re.fullmatch(r"[0-9a-f]{64}", entry.sha256) is not None
        and not path.is_absolute()
        and ".." not in path.parts
        and bool(path.parts)
    )
