"""`manage.py import_library FILE --kind script --as USERNAME`: look at a table of pieces, or take it in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from content.actions.start_import import keep_import, start_import
from content.actions.take_rows import take_rows
from content.forms.import_words import FILE_REFUSED, words_of_file, words_of_flaws, words_of_notes
from content.models import Import
from content.models.imports import ImportStatus, RowStatus
from content.queries.import_columns import columns_of, kinds_by_table, names_of
from content.queries.import_reading import ImportReading, read_import
from content.queries.imports import refused_rows
from core import clock
from core.actions import Refused
from core.clock import business_day
from people.models import Branch, User

PAUSE = 0.5


class Command(BaseCommand):
    help = "Take an XLSX table of scripts, frequent questions or posters in as drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the table (XLSX), filled in from the template")
        parser.add_argument("--kind", required=True, choices=kinds_by_table())
        parser.add_argument(
            "--as", dest="username", required=True, help="whose drafts they will be (log-in name)"
        )
        parser.add_argument("--pictures", type=Path, help="a ZIP file with the pictures that the table names")
        parser.add_argument("--preview", action="store_true", help="say what would come in, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.select_related("branch").filter(username=options["username"]).first()
        if actor is None or actor.branch is None:
            raise CommandError(_("Say with --as whose drafts they will be: the log-in name of an editor."))
        with _opened(options["pictures"]) as pictures:
            reading = self._read(options, pictures, actor.branch)
            self._tell(reading)
            if options["preview"]:
                return
            try:
                kept = keep_import(
                    reading,
                    file_name=options["file"].name,
                    pictures=None if pictures is None else File(pictures),
                    actor=actor,
                    at=clock.now(),
                )
                self._take(start_import(kept.pk, actor=actor, at=clock.now()))
            except Refused as refusal:
                raise CommandError(refusal.words) from refusal

    def _read(self, options: dict[str, Any], pictures: BinaryIO | None, branch: Branch) -> ImportReading:
        kind = options["kind"]
        try:
            return read_import(
                kind,
                [one.column for one in columns_of(kind)],
                names_of(kind),
                options["file"].read_bytes(),
                pictures,
                branch=branch,
                today=business_day(clock.now()),
            )
        except FILE_REFUSED as refused:
            raise CommandError(words_of_file(refused)) from refused
        except OSError as unreadable:
            raise CommandError(str(unreadable)) from unreadable

    def _tell(self, reading: ImportReading) -> None:
        for prepared in reading.rows:
            flaws = [asdict(flaw) for flaw in prepared.row.flaws]
            for words in words_of_flaws(reading.kind, prepared.row.number, flaws):
                self.stderr.write(words)
        for words in words_of_notes(reading.notes):
            self.stderr.write(words)
        self.stdout.write(
            _("%(waiting)d would come in, %(known)d are there already, %(refused)d are not taken.")
            % reading.count()
        )

    def _take(self, source: Import) -> None:
        """Take the rows here, beside a work loop that may be doing the same; say what became of them."""
        told = set(refused_rows(source))
        counts = source.count()
        with tqdm(total=counts["waiting"], unit="row", disable=None) as bar:
            while source.status == ImportStatus.RUNNING:
                if not take_rows(source, clock.now()):
                    time.sleep(PAUSE)
                source.refresh_from_db(fields=["status", "pictures"])
                bar.update(counts["waiting"] - source.count()["waiting"] - bar.n)
        for row in refused_rows(source):
            if row not in told:
                for words in words_of_flaws(source.kind, row.number, row.flaws):
                    self.stderr.write(words)
        self.stdout.write(
            ", ".join(f"{RowStatus(name).label}: {number}" for name, number in source.count().items())
        )


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO | None]:
    if path is None:
        yield None
        return
    try:
        file = path.open("rb")
    except OSError as unreadable:
        raise CommandError(str(unreadable)) from unreadable
    with file:
        yield file
