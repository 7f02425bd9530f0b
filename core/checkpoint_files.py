"""Where checkpoints are exported to: append-only files, flushed to disk before anybody relies on them."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from core.domain.checkpoint import Checkpoint, parse
from core.whole_files import flush_directory, write_whole

TAIL = 64 * 1024
"""So many bytes at a file's end are searched for its last checkpoint; a line has about 500."""


class CheckpointDirectory:
    """One directory of checkpoints: `<stream>.jsonl`, and `keys/<key id>.pem` for those who check them."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def lines(self, stream: str) -> Iterator[bytes]:
        """Yield the lines of `stream`, oldest first, without their ends. None if there is no file."""
        path = self._file(stream)
        if not path.exists():
            return
        with path.open("rb") as file:
            for line in file:
                if line.strip():
                    yield line.removesuffix(b"\n")

    def last(self, stream: str) -> Checkpoint | None:
        """Return the newest checkpoint of `stream`, reading no more than the file's end."""
        path = self._file(stream)
        if not path.exists():
            return None
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - TAIL))
            lines = file.read().split(b"\n")
        return next((found for line in reversed(lines) if (found := parse(line)) is not None), None)

    def holds(self, stream: str) -> bool:
        """Return whether anything was ever written for `stream`."""
        path = self._file(stream)
        return path.exists() and path.stat().st_size > 0

    def append(self, checkpoint: Checkpoint) -> None:
        """Write one line and return when it is on disk. A line torn by an earlier crash is ended first."""
        self.path.mkdir(parents=True, exist_ok=True)
        path = self._file(checkpoint.stream)
        is_torn = _is_torn(path)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, (b"\n" if is_torn else b"") + checkpoint.line + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
        flush_directory(self.path)

    def export_key(self, key_id: str, pem: bytes) -> None:
        """Put a public key beside the checkpoints, once."""
        path = self.path / "keys" / f"{key_id}.pem"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, [pem])

    def _file(self, stream: str) -> Path:
        return self.path / f"{stream}.jsonl"


@dataclass(frozen=True, slots=True)
class Mark:
    """What this machine remembers of a stream: its last checkpoint, and why the next one was refused."""

    number: int = 0
    sha256: str = ""
    refused: str = ""


class Marks:
    """The signer's memory, apart from the checkpoints: it tells when their file was cut or removed."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def get(self, stream: str) -> Mark:
        """Return the mark of `stream`; an empty one before the first checkpoint."""
        return self._all().get(stream, Mark())

    def put(self, stream: str, mark: Mark) -> None:
        """Remember `mark`. The caller holds `locked`."""
        marks = self._all()
        if marks.get(stream) != mark:
            marks[stream] = mark
            content = {name: asdict(one) for name, one in marks.items()}
            write_whole(self.path, [json.dumps(content, sort_keys=True).encode()])

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time sign."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _all(self) -> dict[str, Mark]:
        if not self.path.exists():
            return {}
        return {name: Mark(**one) for name, one in json.loads(self.path.read_bytes()).items()}


def _is_torn(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
