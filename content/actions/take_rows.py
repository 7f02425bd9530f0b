"""Take rows: go on with an import, a few rows at a time, so that it can be killed and stopped at any moment.

Each row is one short transaction (content.actions.take_row); its pictures are read and encoded before it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from django.db.models import F
from django.utils.translation import gettext as _

from content.actions.stop_import import interrupt_import
from content.actions.take_picture import take_picture
from content.actions.take_row import refuse_row, take_row
from content.domain.archive_names import ArchiveRefused
from content.domain.file_names import visible
from content.domain.imports.columns import CellFlaw, Flaw
from content.domain.imports.pictures import Shelf
from content.domain.pictures import PictureRefused
from content.kinds import find_kind
from content.models import Import, ImportRow
from content.models.imports import ImportStatus, RowStatus
from content.models.media_files import accept_picture
from content.queries.import_drafts import rights_of
from content.queries.import_reading import shelf_of
from content.queries.imports import pictures_named, running_imports
from core.actions import Refused
from people.models import User

BATCH = 10
LEASE = timedelta(minutes=1)
"""So long a row belongs to who began it."""

MOST_ATTEMPTS = 3


def go_on(at: datetime, seconds: float) -> int:
    """Take rows of all imports that run, in turn, beginning none after `seconds`; return how many.

    The caller holds no transaction. Several processes may do it at once: a row is taken by one of them.
    """
    began, handled = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        done = sum(take_rows(source, at) for source in running_imports())
        if not done:
            break
        handled += done
    return handled


def take_rows(source: Import, at: datetime, count: int = BATCH) -> int:
    """Take up to `count` rows of `source` that wait and return how many were handled.

    When no row waits any more, the import has finished.
    """
    if find_kind(source.kind) is None:
        interrupt_import(source, _("This kind of content is out of use. What came in before is kept."))
        return 0
    rows = _begin(source, at, count)
    if not rows:
        _finish(source, at)
        return 0
    actor = User.objects.select_related("branch").get(pk=source.uploaded_by_id)
    with _pictures_of(source) as shelf:
        kept = _Pictures(shelf, source, actor)
        for row in rows:
            try:
                take_row(row.pk, kept.keys_for(row), actor=actor, at=at)
            except _Flawed as flawed:
                refuse_row(row, [flawed.flaw])
            except Refused as refusal:
                interrupt_import(source, refusal.words)
                break
    return len(rows)


class _Flawed(Exception):
    def __init__(self, flaw: CellFlaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


class _Pictures:
    """The library's pictures by the names in the rows, each read and encoded once a batch."""

    def __init__(self, shelf: Shelf | None, source: Import, actor: User) -> None:
        self._shelf, self._source, self._actor = shelf, source, actor
        self._keys: dict[tuple[object, ...], int] = {}

    def keys_for(self, row: ImportRow) -> dict[str, int]:
        """Return key by name. Raises _Flawed for a picture that cannot be decoded, and Refused."""
        return {name: self._key(name, row) for name in pictures_named(row)}

    def _key(self, name: str, row: ImportRow) -> int:
        rights = rights_of(row.values)
        same = (name, *rights.values())
        if same not in self._keys:
            self._keys[same] = self._take(name, row, rights)
        return self._keys[same]

    def _take(self, name: str, row: ImportRow, rights: dict[str, object]) -> int:
        if self._shelf is None:
            raise _Flawed(CellFlaw("", "", Flaw.NO_PICTURES_FILE, name))
        try:
            base = self._shelf.entries(name)[0].name.rpartition("/")[2]
            accepted = accept_picture(self._shelf.read(name), base)
        except PictureRefused as refused:
            raise _Flawed(CellFlaw("", "", Flaw.PICTURE, name, refused.flaw.value)) from refused
        except (ArchiveRefused, KeyError, IndexError) as gone:
            raise _Flawed(CellFlaw("", "", Flaw.NO_PICTURE, name)) from gone
        return take_picture(
            accepted,
            rights,
            title=visible(base.rpartition(".")[0])[:255] or "-",
            branch=self._source.branch,
            actor=self._actor,
        )


@contextmanager
def _pictures_of(source: Import) -> Iterator[Shelf | None]:
    if not source.pictures:
        yield None
        return
    with source.pictures.open("rb") as file, shelf_of(cast("BinaryIO", file.file)) as shelf:
        yield shelf


def _begin(source: Import, at: datetime, count: int) -> list[ImportRow]:
    """Return the rows to take now; that they were begun is committed.

    A row that was begun before and is nobody's any more may have killed its process: it is tried alone, and
    given up in the end.
    """
    if not running_imports().filter(pk=source.pk).exists():
        return []
    waiting = ImportRow.objects.filter(source=source, status=RowStatus.WAITING)
    rows = list(waiting.filter(begun_at=None).order_by("number")[:count])
    if not rows:
        left = waiting.filter(begun_at__lt=at - LEASE).order_by("attempts", "number")
        for row in left.filter(attempts__gte=MOST_ATTEMPTS):
            refuse_row(row, [CellFlaw("", "", Flaw.GAVE_UP, str(MOST_ATTEMPTS))])
        rows = list(left[:1])
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(attempts=F("attempts") + 1, begun_at=at)
    for row in rows:
        row.source = source
    return rows


def _finish(source: Import, at: datetime) -> None:
    """Once nothing waits, say so and delete the ZIP file: its pictures are in the library."""
    waiting = ImportRow.objects.filter(source=source, status=RowStatus.WAITING)
    ended = (
        Import.objects.filter(pk=source.pk, status=ImportStatus.RUNNING)
        .exclude(pk__in=waiting.values("source"))
        .update(status=ImportStatus.FINISHED, finished_at=at, pictures="")
    )
    if ended and source.pictures.name:
        source.pictures.storage.delete(source.pictures.name)
