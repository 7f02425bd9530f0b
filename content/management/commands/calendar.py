"""`manage.py calendar import FILE --as USERNAME`: look at a CSV file of the calendar, or take it in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from content.actions.take_calendar import take_calendar
from content.queries.calendar_files import differences, read_calendar
from core import clock
from core.actions import Refused
from core.domain.canonical import sha256
from people.models import User


class Command(BaseCommand):
    help = "Take a CSV file of days, festivals or columns into the calendar; with --preview only look at it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["import"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", help="who takes it in (log-in name)")
        parser.add_argument("--preview", action="store_true", help="say what would change, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        reading = read_calendar(content)
        for error in reading.errors:
            self.stderr.write(_("Line %(line)d: %(words)s") % {"line": error.line, "words": error.words})
        if reading.errors:
            raise CommandError(_("The file has errors and was not taken in. Mend them and choose it again."))
        if options["preview"]:
            for found in differences(reading):
                self.stdout.write(f"{found.deed:8}{found.name}")
            return
        actor = User.objects.select_related("branch").filter(username=options["username"]).first()
        if actor is None:
            raise CommandError(
                _("Say with --as who takes the file in: the log-in name of an editor or operator.")
            )
        try:
            counted = take_calendar(reading, file_sha256=sha256(content), actor=actor, at=clock.now())
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        self.stdout.write(
            _("%(added)d added, %(changed)d changed, %(removed)d removed, %(same)d as before.") % counted
        )
