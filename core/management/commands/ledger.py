"""`manage.py ledger verify|checkpoint|export`: prove the ledger, sign where it stands, hand it out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core import clock
from core.actions.checkpoint import checkpoint
from core.checkpoint_files import CheckpointDirectory
from core.checkpoint_keys import KeyUnusable
from core.domain.checkpoint import Unreadable
from core.queries import checkpoints, ledger
from core.queries.ledger_export import export


class Command(BaseCommand):
    help = "Verify the hash chain of the ledger, sign a checkpoint of it, or export its records."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="Prove the chains, against every signed checkpoint too.")
        verify.add_argument("--checkpoints", metavar="DIR", help="Another copy of the checkpoints.")
        verbs.add_parser("checkpoint", help="Sign and export the end of each chain that grew.")
        out = verbs.add_parser("export", help="Write the records as JSON Lines.")
        out.add_argument("file", metavar="FILE")
        out.add_argument("--from-sequence", type=int, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "verify":
            self.verify(options["checkpoints"])
        elif options["verb"] == "checkpoint":
            self.checkpoint()
        else:
            self.export(Path(options["file"]), options["from_sequence"])

    def verify(self, directory: str | None) -> None:
        total = ledger.record_count()
        flaws = 0
        where = CheckpointDirectory(directory) if directory else checkpoints.own_directory()
        if directory and not Path(directory).is_dir():
            raise CommandError(_("There is no directory %(path)s.") % {"path": directory})
        with tqdm(total=total, unit="", disable=None, mininterval=1) as bar:
            for found in ledger.verify(bar.update, where, self.say_unreadable):
                flaws += 1
                self.stderr.write(ledger.words(found))
        for name, sentence in ledger.disagreements():
            flaws += 1
            self.stderr.write(f"{name}: {sentence}")
        self.say_coverage(where)
        if flaws:
            raise CommandError(_("The ledger does not hold: %(count)d flaws.") % {"count": flaws})
        self.stdout.write(_("The ledger holds: %(count)d records verified.") % {"count": total})

    def checkpoint(self) -> None:
        try:
            signed, refused = checkpoint(clock.now())
        except KeyUnusable as error:
            raise CommandError(str(error)) from error
        for made in signed:
            self.stdout.write(
                _("%(stream)s: signed up to #%(sequence)d (checkpoint %(number)d).")
                % {"stream": made.stream, "sequence": made.sequence, "number": made.number}
            )
        if refused:
            raise CommandError(
                "\n".join(
                    [
                        *(ledger.words(found) for found in refused),
                        _(
                            "No checkpoint was signed. Stop writing, keep the database as it is and run: "
                            "manage.py ledger verify"
                        ),
                    ]
                )
            )
        if not signed:
            self.stdout.write(_("Nothing new to sign."))

    def export(self, path: Path, first: int) -> None:
        with path.open("xb") as file, tqdm(total=ledger.record_count(), unit="", disable=None) as bar:
            count = export(file, first, bar.update)
        self.stdout.write(_("%(count)d records written to %(path)s.") % {"count": count, "path": path})

    def say_unreadable(self, torn: Unreadable) -> None:
        self.stdout.write(
            _("%(stream)s.jsonl line %(line)d is torn, as a crash leaves it, and was skipped.")
            % {"stream": torn.stream, "line": torn.line}
        )

    def say_coverage(self, directory: CheckpointDirectory) -> None:
        for standing in checkpoints.standings(clock.now(), directory):
            if standing.last is None:
                self.stdout.write(_("%(stream)s: no checkpoint yet.") % {"stream": standing.stream.value})
                continue
            self.stdout.write(
                _(
                    "%(stream)s: checkpoint %(number)d covers up to #%(sequence)d, signed %(age)s ago; "
                    "%(after)d records since."
                )
                % {
                    "stream": standing.stream.value,
                    "number": standing.last.number,
                    "sequence": standing.last.sequence,
                    "age": timedelta(seconds=int((standing.age or timedelta()).total_seconds())),
                    "after": standing.uncovered,
                }
            )
