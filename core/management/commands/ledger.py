"""`manage.py ledger verify`: prove that nothing recorded was changed, removed or slipped in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core.queries import ledger


class Command(BaseCommand):
    help = "Verify the hash chain of the ledger and everything that must agree with it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        total = ledger.record_count()
        flaws = 0
        with tqdm(total=total, unit="", disable=None) as bar:
            for found in ledger.verify(bar.update):
                flaws += 1
                self.stderr.write(f"{found.stream} #{found.sequence}: {found.flaw}")
        for name, sentence in ledger.disagreements():
            flaws += 1
            self.stderr.write(f"{name}: {sentence}")
        if flaws:
            raise CommandError(_("The ledger does not hold: %(count)d flaws.") % {"count": flaws})
        self.stdout.write(_("The ledger holds: %(count)d records verified.") % {"count": total})
