"""Prove the ledger, and what other rooms say must agree with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.checkpoint_files import CheckpointDirectory
from core.domain.chain import Break, Flaw, breaks
from core.domain.checkpoint import Unreadable
from core.models import LedgerHead, LedgerRecord, Stream
from core.queries import checkpoints

Agreement = Callable[[], Iterator[str]]
_agreements: dict[str, Agreement] = {}

WORDS: Mapping[Flaw, Promise] = {
    Flaw.GAP: gettext_lazy("the record is missing"),
    Flaw.PAYLOAD_CHANGED: gettext_lazy("its content was changed"),
    Flaw.LINK_BROKEN: gettext_lazy("it does not follow from the record before it"),
    Flaw.RECORD_CHANGED: gettext_lazy("the record was changed"),
    Flaw.TIME_BACKWARDS: gettext_lazy("it is earlier than the record before it"),
    Flaw.HEAD_DIFFERS: gettext_lazy("the chain's head names another end"),
    Flaw.CHECKPOINT_DIFFERS: gettext_lazy("it is not the record that the signed checkpoint names"),
    Flaw.CUT_OFF: gettext_lazy("from here on records are missing that a signed checkpoint covers"),
    Flaw.CHECKPOINT_FORGED: gettext_lazy("its checkpoint was not signed by a trusted key, or was changed"),
    Flaw.CHECKPOINT_CHANGED: gettext_lazy("its checkpoint does not follow from the checkpoint before it"),
    Flaw.CHECKPOINT_MISSING: gettext_lazy("checkpoints were removed here"),
}


@dataclass(slots=True)
class Row:
    """The columns of a record that its proof needs. A quarter of what a model instance costs."""

    stream: str
    sequence: int
    at: datetime
    event: str
    subject: str
    subject_sha256: str
    payload: bytes | memoryview
    payload_sha256: str
    previous_sha256: str
    record_sha256: str
    algorithm: str
    schema: int


COLUMNS = tuple(Row.__dataclass_fields__)


def register_agreement(name: str, check: Agreement) -> None:
    """Let an upper room add what must agree with the ledger.

    `check` yields a sentence for each thing that does not.
    """
    _agreements[name] = check


def words(found: Break) -> str:
    """Return one flaw in words: stream, sequence, what."""
    return _("%(stream)s #%(sequence)d: %(what)s") % {
        "stream": found.stream,
        "sequence": found.sequence,
        "what": WORDS[found.flaw],
    }


def record_count() -> int:
    """Return how many records all streams hold."""
    return LedgerRecord.objects.count()


def heads() -> dict[str, dict[str, int | str]]:
    """Return the end of each stream: its sequence and the hash of its newest record."""
    return {
        head.stream: {"sequence": head.sequence, "record_sha256": head.record_sha256}
        for head in LedgerHead.objects.all()
    }


def rows(stream: Stream, after: int = 0, until: int | None = None) -> Iterator[Row]:
    """Yield the records of `stream` that follow sequence `after`, up to `until`, read as they are needed."""
    records = LedgerRecord.objects.filter(stream=stream, sequence__gt=after).order_by("sequence")
    if until is not None:
        records = records.filter(sequence__lte=until)
    for columns in records.values_list(*COLUMNS).iterator(2000):
        yield Row(*columns)


def verify(
    on_record: Callable[[], object] = lambda: None,
    directory: CheckpointDirectory | None = None,
    on_unreadable: Callable[[Unreadable], object] = lambda _: None,
) -> Iterator[Break]:
    """Yield each flaw of every stream: its chain, its head, and all signed checkpoints in `directory`.

    `directory` is the site's own unless another is named, such as the copy that log shipping keeps.
    `on_record` is called once per record read, `on_unreadable` for each torn line among the checkpoints.
    """
    directory = directory or checkpoints.own_directory()
    ends = {head.stream: head for head in LedgerHead.objects.all()}
    for stream in Stream:
        comparison = checkpoints.comparison(stream, directory)
        last_sequence, last_sha256 = 0, ""

        def walk() -> Iterator[Row]:
            nonlocal last_sequence, last_sha256
            for row in rows(stream):  # noqa: B023
                yield row
                last_sequence, last_sha256 = row.sequence, row.record_sha256
                comparison.see(last_sequence, last_sha256)  # noqa: B023
                on_record()

        yield from breaks(walk())
        head = ends.get(stream)
        if (head.sequence, head.record_sha256) != (last_sequence, last_sha256) if head else last_sequence:
            yield Break(stream, last_sequence, Flaw.HEAD_DIFFERS)
        comparison.finish(last_sequence)
        yield from comparison.found
        yield from checkpoints.missing(stream, directory, comparison.last)
        for torn in comparison.unreadable:
            on_unreadable(torn)


def disagreements() -> Iterator[tuple[str, str]]:
    """Yield (name of the check, sentence) for all in the database that the ledger does not bear out."""
    for name, check in _agreements.items():
        for sentence in check():
            yield name, sentence
