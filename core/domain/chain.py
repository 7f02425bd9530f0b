"""How a ledger record is bound to the one before it, and how a chain is proved.

Pure, and the same for every reader.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
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


@dataclass(frozen=True, slots=True)
class Break:
    """One flaw at one place of a chain."""

    stream: str
    sequence: int
    flaw: Flaw


def link(record: Linked) -> str:
    """Return the hash that binds `record`, all columns of it, to the record before it."""
    return canonical.sha256(
        canonical.encode(
            {
                "algorithm": record.algorithm,
                "at": canonical.moment(record.at),
                "event": record.event,
                "payload_sha256": record.payload_sha256,
                "previous_sha256": record.previous_sha256,
                "schema": record.schema,
                "sequence": record.sequence,
                "stream": str(record.stream),
                "subject": record.subject,
                "subject_sha256": record.subject_sha256,
            }
        )
    )


def breaks(records: Iterable[Linked]) -> Iterator[Break]:
    """Yield each flaw of one stream's records, given in the order of their sequence."""
    previous_sha256, expected, latest = "", 1, None
    for record in records:
        if record.sequence != expected:
            yield Break(record.stream, expected, Flaw.GAP)
        if canonical.sha256(bytes(record.payload)) != record.payload_sha256:
            yield Break(record.stream, record.sequence, Flaw.PAYLOAD_CHANGED)
        if record.previous_sha256 != previous_sha256:
            yield Break(record.stream, record.sequence, Flaw.LINK_BROKEN)
        if link(record) != record.record_sha256:
            yield Break(record.stream, record.sequence, Flaw.RECORD_CHANGED)
        if latest is not None and record.at < latest:
            yield Break(record.stream, record.sequence, Flaw.TIME_BACKWARDS)
        previous_sha256, expected, latest = record.record_sha256, record.sequence + 1, record.at
