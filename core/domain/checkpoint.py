"""Signed checkpoints (docs/decisions/0011-checkpoints.md): where a chain ended, out of the database's reach.

One file a stream, one line a checkpoint: RFC 8785 JSON signed with Ed25519 (RFC 8032). Each line names the
hash of the line before it, so that checkpoints chain too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.domain import canonical
from core.domain.chain import Break, Flaw

SCHEMA = 1
ALGORITHM = "ed25519"
CONTEXT = b"armoury ledger checkpoint 1\n"
"""Stands before what is signed, so that a signature of this key means nothing anywhere else."""

Keys = Mapping[str, Ed25519PublicKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The end of `stream` at `at`: `sequence` and `record_sha256` of its newest record."""

    stream: str
    number: int
    sequence: int
    record_sha256: str
    record_count: int
    at: str
    previous_sha256: str
    key_id: str
    signature: str = ""
    algorithm: str = ALGORITHM
    hash: str = "sha256"
    schema: int = SCHEMA

    @property
    def line(self) -> bytes:
        """What stands in the file, without the line's end."""
        return canonical.encode(asdict(self))

    @property
    def sha256(self) -> str:
        """What the next checkpoint names as `previous_sha256`."""
        return canonical.sha256(self.line)

    @property
    def signed_bytes(self) -> bytes:
        """What the signature is about."""
        return CONTEXT + canonical.encode({**asdict(self), "signature": ""})


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is no checkpoint: torn by a crash while it was written. Skipped, with a word."""

    stream: str
    line: int


def key_id(key: Ed25519PublicKey) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the raw public key."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return canonical.sha256(raw)[:16]


def sign(unsigned: Checkpoint, key: Ed25519PrivateKey) -> Checkpoint:
    """Return `unsigned` with the key's id and signature."""
    named = Checkpoint(**{**asdict(unsigned), "key_id": key_id(key.public_key()), "signature": ""})
    return Checkpoint(**{**asdict(named), "signature": key.sign(named.signed_bytes).hex()})


def is_signed(checkpoint: Checkpoint, keys: Keys) -> bool:
    """Return whether one of the trusted `keys` signed `checkpoint`."""
    key = keys.get(checkpoint.key_id)
    if key is None or checkpoint.algorithm != ALGORITHM or checkpoint.schema != SCHEMA:
        return False
    try:
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_bytes)
    except (InvalidSignature, ValueError):
        return False
    return True


def parse(line: bytes) -> Checkpoint | None:
    """Return the checkpoint that `line` holds byte for byte, or None if it holds none."""
    try:
        found = json.loads(line)
        checkpoint = Checkpoint(**found)
        exact = all(type(value) is _TYPES[name] for name, value in found.items())
        return checkpoint if exact and checkpoint.line == line else None
    except (ValueError, TypeError, RecursionError):
        return None


def read(lines: Iterable[bytes], stream: str, keys: Keys) -> Iterator[Checkpoint | Break | Unreadable]:
    """Yield the checkpoints of `stream` in the order of their lines, and what is wrong with them.

    A checkpoint that no trusted key signed is told, and not yielded.
    """
    expected, previous_sha256, covered = 1, "", 0
    for number, line in enumerate(lines, start=1):
        checkpoint = parse(line)
        if checkpoint is None:
            yield Unreadable(stream, number)
            continue
        if checkpoint.number != expected:
            yield Break(stream, checkpoint.sequence, Flaw.CHECKPOINT_MISSING)
        elif checkpoint.previous_sha256 != previous_sha256 or checkpoint.sequence <= covered:
            yield Break(stream, checkpoint.sequence, Flaw.CHECKPOINT_CHANGED)
        if checkpoint.stream == stream and is_signed(checkpoint, keys):
            yield checkpoint
        else:
            yield Break(stream, checkpoint.sequence, Flaw.CHECKPOINT_FORGED)
        expected, previous_sha256 = checkpoint.number + 1, checkpoint.sha256
        covered = checkpoint.sequence


class Comparison:
    """Holds the records of one stream, handed in by sequence, against its checkpoints, read as it goes.

    Memory stays flat however many there are. What it finds waits in `found`.
    """

    def __init__(self, items: Iterable[Checkpoint | Break | Unreadable]) -> None:
        self._items = iter(items)
        self.found: list[Break] = []
        self.unreadable: list[Unreadable] = []
        self.last: Checkpoint | None = None
        self._differs = False
        self._next = self._advance()

    def see(self, sequence: int, record_sha256: str) -> None:
        """Take the next record. Only the first checkpoint that differs is told: all later ones do too."""
        while self._next is not None and self._next.sequence <= sequence:
            same = (self._next.sequence, self._next.record_sha256) == (sequence, record_sha256)
            if not same and not self._differs:
                self._differs = True
                self.found.append(Break(self._next.stream, self._next.sequence, Flaw.CHECKPOINT_DIFFERS))
            self._next = self._advance()

    def finish(self, last_sequence: int) -> None:
        """Take the end of the records. What checkpoints cover beyond it was cut off."""
        if self._next is not None:
            self.found.append(Break(self._next.stream, last_sequence + 1, Flaw.CUT_OFF))
        while self._next is not None:
            self._next = self._advance()

    def _advance(self) -> Checkpoint | None:
        for item in self._items:
            if isinstance(item, Checkpoint):
                self.last = item
                return item
            (self.unreadable if isinstance(item, Unreadable) else self.found).append(item)  # type: ignore[arg-type]
        return None


_TYPES = {
    **dict.fromkeys(("stream", "record_sha256", "at", "previous_sha256", "key_id", "signature"), str),
    **dict.fromkeys(("algorithm", "hash"), str),
    **dict.fromkeys(("number", "sequence", "record_count", "schema"), int),
}
