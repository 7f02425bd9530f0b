"""`manage.py reach FILE --by USERNAME`: take in whom managers reach, or look at the file only."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core import clock
from core.actions import Refused
from core.domain.canonical import sha256
from distribution.actions.take_reach import take_reach
from distribution.domain.reach import BY_COMMAND, Unreadable
from distribution.queries.reach_file import ReachFile, read_file, trouble_words
from people.models import User


class Command(BaseCommand):
    help = "Replace managers' tables of customers by those of a CSV or XLSX file; with --preview look at it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the table (CSV or XLSX), as the page of the desk says")
        parser.add_argument(
            "--by", dest="username", required=True, help="the operator who takes it in (log-in name)"
        )
        parser.add_argument("--preview", action="store_true", help="say what is wrong, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = (
            User.objects.select_related("branch").filter(username=options["username"], is_active=True).first()
        )
        if actor is None:
            raise CommandError(_("Say with --by who takes the file in: the log-in name of an operator."))
        content = self._content(options["file"])
        try:
            source = read_file(content, actor, BY_COMMAND)
        except Unreadable as error:
            raise CommandError(trouble_words(error.trouble, BY_COMMAND)) from error
        for line, words in source.errors:
            self.stderr.write(_("Line %(line)d: %(words)s") % {"line": line, "words": words})
        if source.errors:
            raise CommandError(_("The file has errors and was not taken in. Mend them and choose it again."))
        if options["preview"]:
            self.stdout.write(
                _("%(rows)d rows of %(managers)d managers are in order.")
                % {"rows": len(source.table.rows), "managers": len(set(source.managers.values()))}
            )
            return
        self._take(source, sha256(content), actor)

    def _content(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > BY_COMMAND.octets:
                raise CommandError(
                    _(
                        "The file is larger than %(most)d MB. "
                        "Give some managers in one file, the rest in another."
                    )
                    % {"most": BY_COMMAND.octets // 1024 // 1024}
                )
            return path.read_bytes()
        except OSError as unreadable:
            raise CommandError(str(unreadable)) from unreadable

    def _take(self, source: ReachFile, file_sha256: str, actor: User) -> None:
        with tqdm(total=len(source.table.rows), unit="row", disable=None) as bar:
            try:
                counts = take_reach(
                    source, file_sha256=file_sha256, actor=actor, at=clock.now(), on_taken=bar.update
                )
            except Refused as refusal:
                raise CommandError(refusal.words) from refusal
        self.stdout.write(_("Tables replaced: %(managers)d managers, %(customers)d customers.") % counts)
