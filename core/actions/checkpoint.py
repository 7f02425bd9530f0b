"""Checkpoint: sign the end of each chain and export it out of the database's reach."""

import logging
from collections.abc import Iterator
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from core.checkpoint_files import CheckpointDirectory, Mark, Marks
from core.checkpoint_keys import public_pem, signing_key, trusted_keys
from core.domain import canonical
from core.domain.chain import Break, End, Flaw, breaks
from core.domain.checkpoint import Checkpoint, is_signed, key_id, sign
from core.models import LedgerHead, LedgerRecord, Stream
from core.queries import checkpoints, ledger

log = logging.getLogger(__name__)


class Refusal(Exception):
    """The chain does not extend what was signed last. Nothing may be signed over it."""

    def __init__(self, found: Break) -> None:
        super().__init__(ledger.words(found))
        self.found = found


def checkpoint(at: datetime) -> tuple[list[Checkpoint], list[Break]]:
    """Sign and export the end of every stream that grew; return what was signed and what was refused.

    A stream is signed only if it still holds the record that its last checkpoint names and an unbroken chain
    from there: signing never makes a tampered chain good. Costs what is new. A refusal is logged as an error
    and remembered until a later checkpoint succeeds. Raises KeyUnusable, OSError if the directory cannot be
    written, RuntimeError inside a transaction: what it signs must be committed.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a checkpoint signs what is committed")
    key = signing_key()
    directory, marks = checkpoints.own_directory(), checkpoints.own_marks()
    directory.export_key(key_id(key.public_key()), public_pem(key.public_key()))
    signed: list[Checkpoint] = []
    refused: list[Break] = []
    with marks.locked():
        for stream in Stream:
            try:
                made = _checkpoint_stream(stream, key, directory, marks, at)
            except Refusal as refusal:
                log.error("no checkpoint is signed: %s", refusal)
                marks.put(stream, _refused(marks.get(stream), refusal))
                refused.append(refusal.found)
                continue
            if made is not None:
                signed.append(made)
    return signed, refused


def _checkpoint_stream(
    stream: Stream, key: Ed25519PrivateKey, directory: CheckpointDirectory, marks: Marks, at: datetime
) -> Checkpoint | None:
    last = _last(stream, directory, marks)
    head = LedgerHead.objects.filter(stream=stream).first() or LedgerHead(stream=stream)
    covered = last.sequence if last else 0
    _require_extends(stream, last, head)
    made = last
    if head.sequence > covered:
        unsigned = Checkpoint(
            stream=stream.value,
            number=last.number + 1 if last else 1,
            sequence=head.sequence,
            record_sha256=head.record_sha256,
            record_count=(last.record_count if last else 0) + head.sequence - covered,
            at=canonical.moment(at),
            previous_sha256=last.sha256 if last else "",
            key_id="",
        )
        made = sign(unsigned, key)
        directory.append(made)
    if made is not None:
        marks.put(stream, Mark(made.number, made.sha256))
    return made if made is not last else None


def _last(stream: Stream, directory: CheckpointDirectory, marks: Marks) -> Checkpoint | None:
    """Return the last checkpoint, trusted, and not older than what was signed here before."""
    last = directory.last(stream)
    if last is None and directory.holds(stream):
        raise Refusal(Break(stream, 0, Flaw.CHECKPOINT_CHANGED))
    if last is not None and (last.stream != stream or not is_signed(last, trusted_keys())):
        raise Refusal(Break(stream, last.sequence, Flaw.CHECKPOINT_FORGED))
    for found in checkpoints.missing(stream, directory, last):
        raise Refusal(found)
    return last


def _require_extends(stream: Stream, last: Checkpoint | None, head: LedgerHead) -> None:
    """Walk the records since the last checkpoint: they must lead from its record to the head."""
    end = _end_of(stream, last)
    final = end
    if head.sequence < end.sequence:
        raise Refusal(Break(stream, head.sequence + 1, Flaw.CUT_OFF))

    def walk() -> Iterator[ledger.Row]:
        nonlocal final
        for row in ledger.rows(stream, after=end.sequence, until=head.sequence):
            yield row
            final = End(row.sequence, row.record_sha256, row.at)

    for found in breaks(walk(), end):
        raise Refusal(found)
    if (final.sequence, final.record_sha256) != (head.sequence, head.record_sha256):
        raise Refusal(Break(stream, final.sequence, Flaw.HEAD_DIFFERS))


def _end_of(stream: Stream, last: Checkpoint | None) -> End:
    if last is None:
        return End()
    record = LedgerRecord.objects.filter(stream=stream, sequence=last.sequence).first()
    if record is None:
        raise Refusal(Break(stream, last.sequence, Flaw.GAP))
    for found in breaks([record], End(record.sequence - 1, record.previous_sha256)):
        raise Refusal(found)
    if record.record_sha256 != last.record_sha256:
        raise Refusal(Break(stream, last.sequence, Flaw.CHECKPOINT_DIFFERS))
    return End(record.sequence, record.record_sha256, record.at)


def _refused(mark: Mark, refusal: Refusal) -> Mark:
    return Mark(mark.number, mark.sha256, str(refusal))
