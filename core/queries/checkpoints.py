"""What the signed checkpoints say, for those who prove the ledger and those who watch it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from core.checkpoint_files import CheckpointDirectory, Marks
from core.checkpoint_keys import trusted_keys
from core.domain.chain import Break, Flaw
from core.domain.checkpoint import Checkpoint, Comparison, read
from core.models import LedgerHead, LedgerRecord, Stream

UNCOVERED_AT_MOST = timedelta(minutes=5)
"""A record that no checkpoint covers after so long: nobody signs. One is signed each minute."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The last checkpoint of a stream, its age, how many records came after it, why the next was refused."""

    stream: Stream
    last: Checkpoint | None
    age: timedelta | None
    uncovered: int
    refused: str


def own_directory() -> CheckpointDirectory:
    """Return the directory that this site exports to (ARMOURY_CHECKPOINT_DIR)."""
    return CheckpointDirectory(settings.ARMOURY_CHECKPOINT_DIR)


def own_marks() -> Marks:
    """Return this machine's memory of what it signed."""
    return Marks(settings.ARMOURY_CHECKPOINT_MARK_FILE)


def comparison(stream: Stream, directory: CheckpointDirectory) -> Comparison:
    """Return what holds the records of `stream` against all its checkpoints in `directory`."""
    return Comparison(read(directory.lines(stream), stream, trusted_keys()))


def missing(stream: Stream, directory: CheckpointDirectory, found: Checkpoint | None) -> list[Break]:
    """Return what the file of checkpoints lacks of what this machine remembers of its own directory.

    `found` is the last checkpoint that the file holds. A copy elsewhere may lag behind; it is not asked.
    """
    mark = own_marks().get(stream)
    if directory.path != Path(settings.ARMOURY_CHECKPOINT_DIR) or not mark.number:
        return []
    if found is None or found.number < mark.number:
        return [Break(stream, found.sequence if found else 0, Flaw.CHECKPOINT_MISSING)]
    if found.number == mark.number and found.sha256 != mark.sha256:
        return [Break(stream, found.sequence, Flaw.CHECKPOINT_CHANGED)]
    return []


def standings(at: datetime, directory: CheckpointDirectory | None = None) -> list[Standing]:
    """Return for each stream where its checkpoints stand at `at`. Reads the ends of the files.

    `directory` is the site's own unless another is named.
    """
    heads = dict(LedgerHead.objects.values_list("stream", "sequence"))
    directory, marks = directory or own_directory(), own_marks()
    return [
        Standing(
            stream=stream,
            last=(last := directory.last(stream)),
            age=at - datetime.fromisoformat(last.at) if last else None,
            uncovered=max(0, heads.get(stream, 0) - (last.sequence if last else 0)),
            refused=marks.get(stream).refused,
        )
        for stream in Stream
    ]


def are_fresh(at: datetime) -> bool:
    """Return whether signing goes on: nothing was refused, and no record has waited for five minutes."""
    for standing in standings(at):
        if standing.refused:
            return False
        covered = standing.last.sequence if standing.last else 0
        waiting = LedgerRecord.objects.filter(stream=standing.stream, sequence=covered + 1).first()
        if waiting is not None and at - waiting.at > UNCOVERED_AT_MOST:
            return False
    return True
