"""Append to the ledger. Reading and proving it is core.queries.ledger's."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from core.domain import canonical, chain
from core.domain.canonical import Canonical
from core.models import LedgerHead, LedgerPersonalData, LedgerRecord, Stream


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
    """Write one record at the end of `stream` and return it.

    The caller holds a transaction, and this is its last write: the head's row is locked here, after case and
    counter. `payload` names people by id only; names and addresses go into `personal`, which can be deleted
    later. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a ledger record is written inside the transaction of what it records")
    head, _ = LedgerHead.objects.select_for_update().get_or_create(stream=stream)
    at = at if head.at is None else max(at, head.at)
    body = canonical.encode(payload)
    record = LedgerRecord(
        stream=stream,
        sequence=head.sequence + 1,
        at=at,
        event=event,
        subject=subject,
        subject_sha256=subject_sha256,
        payload=body,
        payload_sha256=canonical.sha256(body),
        previous_sha256=head.record_sha256,
    )
    record.record_sha256 = chain.link(record)
    record.save(force_insert=True)
    if personal:
        LedgerPersonalData.objects.create(record=record, body=dict(personal))
    LedgerHead.objects.filter(stream=stream).update(
        sequence=record.sequence, record_sha256=record.record_sha256, at=at
    )
    return record
