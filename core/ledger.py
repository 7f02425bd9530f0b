"""Append to the ledger. Reading and proving it is core.queries.ledger's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from core.domain import canonical, chain
from core.domain.canonical import Canonical
from core.models import LedgerHead, LedgerPersonalData, LedgerRecord, Stream


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to record.

    `payload` names people by id only; names and addresses go into `personal`, which can be deleted later.
    """

    event: str
    subject: str
    at: datetime
    payload: Mapping[str, Canonical]
    subject_sha256: str = ""
    personal: Mapping[str, str] | None = None


def append(
    stream: Stream,
    event: str,
    *,
    subject: str,
    at: datetime,
    payload: Mapping[str, Canonical],
    subject_sha256: str = "",
    personal: Mapping[str, str] | None = None,
) -> LedgerRecord:
    """Write one record at the end of `stream` and return it; see append_all."""
    return append_all(stream, [Entry(event, subject, at, payload, subject_sha256, personal)])[0]


def append_all(stream: Stream, entries: Sequence[Entry]) -> list[LedgerRecord]:
    """Write one record for each of `entries`, at least one, at the end of `stream` and return them.

    The caller holds a transaction, and this is its last write: the head's row is locked here, after case and
    counter. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a ledger record is written inside the transaction of what it records")
    head, _ = LedgerHead.objects.select_for_update().get_or_create(stream=stream)
    records = []
    for entry in entries:
        record = _following(head, entry)
        head.sequence, head.record_sha256, head.at = record.sequence, record.record_sha256, record.at
        records.append(record)
    LedgerRecord.objects.bulk_create(records)
    LedgerPersonalData.objects.bulk_create(
        LedgerPersonalData(record=record, body=dict(entry.personal))
        for record, entry in zip(records, entries, strict=True)
        if entry.personal
    )
    LedgerHead.objects.filter(stream=stream).update(
        sequence=head.sequence, record_sha256=head.record_sha256, at=head.at
    )
    return records


def _following(head: LedgerHead, entry: Entry) -> LedgerRecord:
    """Return the unsaved record of `entry` that follows `head`, never earlier than it."""
    body = canonical.encode(entry.payload)
    record = LedgerRecord(
        stream=head.stream,
        sequence=head.sequence + 1,
        at=entry.at if head.at is None else max(entry.at, head.at),
        event=entry.event,
        subject=entry.subject,
        subject_sha256=entry.subject_sha256,
        payload=body,
        payload_sha256=canonical.sha256(body),
        previous_sha256=head.record_sha256,
    )
    record.record_sha256 = chain.link(record)
    return record
