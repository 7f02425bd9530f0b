"""Prove the ledger, and what other rooms say must agree with it."""

from collections.abc import Callable, Iterator

from core.domain.chain import Break, Flaw, breaks
from core.models import LedgerHead, LedgerRecord, Stream

Agreement = Callable[[], Iterator[str]]
_agreements: dict[str, Agreement] = {}


def register_agreement(name: str, check: Agreement) -> None:
    """Let an upper room add what must agree with the ledger.

    `check` yields a sentence for each thing that does not.
    """
    _agreements[name] = check


def record_count() -> int:
    """Return how many records all streams hold."""
    return LedgerRecord.objects.count()


def verify(on_record: Callable[[], object] = lambda: None) -> Iterator[Break]:
    """Yield each flaw of every stream, its head included. `on_record` is called once per record read."""
    heads = {head.stream: head for head in LedgerHead.objects.all()}
    for stream in Stream:
        last_sequence, last_sha256 = 0, ""

        def walk() -> Iterator[LedgerRecord]:
            nonlocal last_sequence, last_sha256
            for record in LedgerRecord.objects.filter(stream=stream).order_by("sequence").iterator(2000):  # noqa: B023
                yield record
                last_sequence, last_sha256 = record.sequence, record.record_sha256
                on_record()

        yield from breaks(walk())
        head = heads.get(stream)
        if (head.sequence, head.record_sha256) != (last_sequence, last_sha256) if head else last_sequence:
            yield Break(stream, last_sequence, Flaw.HEAD_DIFFERS)


def disagreements() -> Iterator[tuple[str, str]]:
    """Yield (name of the check, sentence) for all in the database that the ledger does not bear out."""
    for name, check in _agreements.items():
        for sentence in check():
            yield name, sentence
