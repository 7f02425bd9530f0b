"""`manage.py restore DIR|FILE`: a site again, from a backup, proved before it says so."""

from pathlib import Path
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core.backup.manifest import BackupUnusable, Manifest
from core.backup.places import unfinished
from core.backup.restore import NotEmpty, check, opened, put_back, require_empty
from core.queries import ledger


class Command(BaseCommand):
    help = "Restore a backup into an empty database and data directory, then prove the ledger."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="DIR_OR_FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            require_empty()
            with opened(Path(options["source"])) as source:
                manifest = self.put_back(source)
        except (NotEmpty, BackupUnusable, OSError) as error:
            if unfinished().exists():
                raise CommandError(_("The restore broke off, the site is not usable: %s") % error) from error
            raise CommandError(_("Nothing was restored: %s") % error) from error
        self.prove(manifest)
        unfinished().unlink()
        self.stdout.write(
            _("Restored: the site as it was at %(at)s, %(count)d ledger records.")
            % {"at": manifest.created_at, "count": ledger.record_count()}
        )

    def put_back(self, source: Path) -> Manifest:
        with tqdm(unit="B", unit_scale=True, disable=None) as bar:
            manifest = check(source, bar.update)
            bar.reset(total=manifest.octets)
            put_back(source, manifest, bar.update)
        return manifest

    def prove(self, manifest: Manifest) -> None:
        """Bring the schema up to date, which makes the triggers again; prove the ledger; make the index."""
        call_command("migrate", interactive=False, verbosity=0)
        if ledger.heads() != manifest.heads:
            raise CommandError(_("The ledger does not end where the backup says. The site is not usable."))
        call_command("ledger", "verify", stdout=self.stdout, stderr=self.stderr)
        if "search" in get_commands():
            call_command("search", "rebuild", stdout=self.stdout)
