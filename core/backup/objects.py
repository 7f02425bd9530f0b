"""The files of a backup, kept once, under their own SHA-256."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

CHUNK = 1024 * 1024


def octets_of(path: Path) -> int:
    """Return the size of a file."""
    return path.stat().st_size


def files_below(directory: Path) -> Iterator[Path]:
    """Yield every file below `directory`, sorted."""
    return (path for path in sorted(directory.rglob("*")) if path.is_file() and not path.is_symlink())


class Objects:
    """The directory `objects/` of a backup."""

    def __init__(self, backup: Path) -> None:
        self.root = backup / "objects"

    def path(self, digest: str) -> Path:
        """Return where the bytes with this hash are kept."""
        return self.root / digest[:2] / digest

    def holds(self, digest: str, octets: int) -> bool:
        """Return whether bytes of this hash and size are kept, without reading them."""
        path = self.path(digest)
        return path.exists() and octets_of(path) == octets

    def add(self, source: Path) -> tuple[str, int]:
        """Keep a copy of `source`; return hash and size of what was copied. Safe to repeat."""
        self.root.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.root)
        digest, octets = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as target, source.open("rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    octets += target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            kept = self.path(digest.hexdigest())
            kept.parent.mkdir(exist_ok=True)
            os.replace(temporary, kept)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return digest.hexdigest(), octets

    def is_intact(self, digest: str, octets: int, on_read: Callable[[int], object]) -> bool:
        """Read the bytes kept under `digest` and return whether they are whole."""
        if not self.holds(digest, octets):
            return False
        found = hashlib.sha256()
        with self.path(digest).open("rb") as file:
            while chunk := file.read(CHUNK):
                found.update(chunk)
                on_read(len(chunk))
        return found.hexdigest() == digest

    def copy(self, digest: str, target: Path) -> None:
        """Put the kept bytes at `target`."""
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.path(digest), target)

    def keep_only(self, digests: set[str]) -> None:
        """Remove what is not among `digests`: copies of the database that a newer one replaced."""
        for path in files_below(self.root):
            if path.name not in digests:
                path.unlink()
