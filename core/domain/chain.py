"""How a ledger record is bound to the one before it, and how a chain is proved.

Pure, and the same for every reader.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from json.encoder import encode_basestring
from typing import Protocol

from core.domain import canonical


class Linked(Protocol):
    """What a record must show to be proved."""

    stream: str
    sequence: int
    at: datetime
    event: str
    subject: str
    subject_sha256: str
    payload_sha256: str
    previous_sha256: str
    record_sha256: str
    algorithm: str
    schema: int

    @property
    def payload(self) -> bytes | memoryview: ...


class Flaw(StrEnum):
    """What can be wrong with a chain."""

    GAP = "gap"
    PAYLOAD_CHANGED = "payload changed"
    LINK_BROKEN = "link broken"
    RECORD_CHANGED = "record changed"
    TIME_BACKWARDS = "time backwards"
    HEAD_DIFFERS = "head differs"
    CHECKPOINT_DIFFERS = "not what the checkpoint signed"
    CUT_OFF = "records missing that a checkpoint covers"
    CHECKPOINT_FORGED = "checkpoint not signed by a trusted key"
    CHECKPOINT_CHANGED = "checkpoint changed"
    CHECKPOINT_MISSING = "checkpoint missing"


@dataclass(frozen=True, slots=True)
class Break:
    """One flaw at one place of a chain."""

    stream: str
    sequence: int
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain stands: its newest record. Sequence 0 before the first."""

    sequence: int = 0
    record_sha256: str = ""
    at: datetime | None = None


START = End()


def link(record: Linked) -> str:
    """Return the hash that binds `record`, all columns of it, to the record before it.

    It covers the RFC 8785 form of the columns, written out here because a million records are proved with
    it; canonical.encode gives the same bytes. Raises ValueError for a naive time or a lone surrogate.
    """
    text = encode_basestring
    at = record.at.isoformat()[:-6] + "Z" if record.at.tzinfo is UTC else canonical.moment(record.at)
    return canonical.sha256(
        (
            f'{{"algorithm":{text(record.algorithm)},"at":"{at}","event":{text(record.event)},'
            f'"payload_sha256":{text(record.payload_sha256)},'
            f'"previous_sha256":{text(record.previous_sha256)},"schema":{record.schema:d},'
            f'"sequence":{record.sequence:d},"stream":{text(str(record.stream))},'
            f'"subject":{text(record.subject)},"subject_sha256":{text(record.subject_sha256)}}}'
        ).encode()
    )


def breaks(records: Iterable[Linked], after: End = START) -> Iterator[Break]:
    """Yield each flaw of one stream's records that follow `after`, given in the order of their sequence."""
    previous_sha256, expected, latest = after.record_sha256, after.sequence + 1, after.at
    for record in records:
        if record.sequence != expected:
            yield Break(record.stream, expected, Flaw.GAP)
        if not _has_its_payload(record):
            yield Break(record.stream, record.sequence, Flaw.PAYLOAD_CHANGED)
        if record.previous_sha256 != previous_sha256:
            yield Break(record.stream, record.sequence, Flaw.LINK_BROKEN)
        if not _has_its_hash(record):
            yield Break(record.stream, record.sequence, Flaw.RECORD_CHANGED)
        if latest is not None and record.at < latest:
            yield Break(record.stream, record.sequence, Flaw.TIME_BACKWARDS)
        previous_sha256, expected, latest = record.record_sha256, record.sequence + 1, record.at


def _has_its_payload(record: Linked) -> bool:
    try:
        return canonical.sha256(bytes(record.payload)) == record.payload_sha256
    except TypeError:  # SQLite keeps text in a column for bytes, if somebody puts it there
        return False


def _has_its_hash(record: Linked) -> bool:
    try:
        return link(record) == record.record_sha256
    except (TypeError, ValueError):
        return False
