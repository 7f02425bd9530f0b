"""What the owner of a database can do to the ledger, once the triggers are dropped."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db import connection, transaction

from core import immutability, ledger
from core.domain import canonical, chain
from core.models import LedgerHead, LedgerRecord, Stream
from tests.conftest import MONDAY_MORNING


def grow(count: int, stream: Stream = Stream.DECISIONS) -> None:
    """Append `count` records, one a minute, as actions do."""
    for _ in range(count):
        head = LedgerHead.objects.filter(stream=stream).first()
        number = (head.sequence if head else 0) + 1
        with transaction.atomic():
            ledger.append(
                stream,
                "case.decided",
                subject=f"case:{number}",
                at=MONDAY_MORNING + timedelta(minutes=number),
                payload={"number": number, "reasons": "数据已核对"},
            )


def flip(position: int) -> None:
    """Change one bit of a payload."""
    payload = bytearray(_record(position).payload)
    payload[-2] ^= 1
    LedgerRecord.objects.filter(sequence=position).update(payload=bytes(payload))


def delete(position: int) -> None:
    """Take one record out and leave the rest as it is."""
    _record(position).delete()


def swap(position: int) -> None:
    """Let two neighbours change places."""
    one, two = _record(position), _record(position + 1)
    for pk, sequence in ((one.pk, 99), (two.pk, position), (one.pk, position + 1)):
        LedgerRecord.objects.filter(pk=pk).update(sequence=sequence)


def truncate(position: int) -> None:
    """Cut the chain off before `position`, head included: what is left is a perfect chain."""
    LedgerRecord.objects.filter(sequence__gte=position).delete()
    _mend(1)


def rewrite(position: int) -> None:
    """Change one record and compute every hash after it anew, head included."""
    payload = canonical.encode({"number": position, "reasons": "另一种说法"})
    LedgerRecord.objects.filter(sequence=position).update(payload=payload)
    _mend(position)


def insert(position: int) -> None:
    """Slip a record in, number and hash everything after it anew, head included."""
    for record in LedgerRecord.objects.filter(sequence__gte=position).order_by("-sequence"):
        LedgerRecord.objects.filter(pk=record.pk).update(sequence=record.sequence + 1)
    forged = _record(position + 1)
    forged.pk, forged.sequence, forged.event = None, position, "case.approve"
    forged.save(force_insert=True)
    _mend(position)


def remove(position: int) -> None:
    """Take one record out, number and hash everything after it anew, head included."""
    _record(position).delete()
    for record in LedgerRecord.objects.filter(sequence__gt=position).order_by("sequence"):
        LedgerRecord.objects.filter(pk=record.pk).update(sequence=record.sequence - 1)
    _mend(position)


ROUGH: Mapping[str, Callable[[int], None]] = {"flip": flip, "delete": delete, "swap": swap}
"""The chain alone gives these away."""

CONSISTENT: Mapping[str, Callable[[int], None]] = {
    "truncate": truncate,
    "rewrite": rewrite,
    "insert": insert,
    "remove": remove,
}
"""These leave a perfect chain behind: only a signed checkpoint gives them away."""


def tamper(how: str, position: int) -> None:
    """Do it as somebody with the database's password would."""
    immutability.uninstall(connection)
    {**ROUGH, **CONSISTENT}[how](position)


def _record(sequence: int) -> LedgerRecord:
    return LedgerRecord.objects.get(stream=Stream.DECISIONS, sequence=sequence)


def _mend(first: int) -> None:
    before = LedgerRecord.objects.filter(stream=Stream.DECISIONS, sequence=first - 1).first()
    previous, sequence = (before.record_sha256, before.sequence) if before else ("", 0)
    for record in LedgerRecord.objects.filter(stream=Stream.DECISIONS, sequence__gte=first).order_by(
        "sequence"
    ):
        record.previous_sha256 = previous
        record.payload_sha256 = canonical.sha256(bytes(record.payload))
        record.record_sha256 = previous = chain.link(record)
        sequence = record.sequence
        LedgerRecord.objects.filter(pk=record.pk).update(
            payload_sha256=record.payload_sha256,
            previous_sha256=record.previous_sha256,
            record_sha256=record.record_sha256,
        )
    LedgerHead.objects.filter(stream=Stream.DECISIONS).update(sequence=sequence, record_sha256=previous)
