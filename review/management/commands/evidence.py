"""`manage.py evidence <edition> DIR`: what proves an edition to somebody who does not trust this program."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from review.models import Edition
from review.models.candidate import TamperedContent
from review.queries.evidence import NoEvidence, evidence_of


class Command(BaseCommand):
    help = "Write document, certificate, ledger records and checkpoints of one edition into a new directory."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", type=UUID, metavar="PUBLIC_ID")
        parser.add_argument("directory", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = options["directory"]
        if directory.exists():
            raise CommandError(_("%s is there already.") % directory)
        try:
            files = evidence_of(options["edition"])
        except Edition.DoesNotExist as error:
            raise CommandError(_("There is no edition %s.") % options["edition"]) from error
        except TamperedContent as error:
            raise CommandError(_("Its bytes are no longer those that were approved: %s") % error) from error
        except NoEvidence as error:
            raise CommandError(str(error)) from error
        for name, content in files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
        self.stdout.write(_("The evidence is in %s. README.txt says how to verify it.") % directory)
