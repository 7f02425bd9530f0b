"""`manage.py backup DIR|FILE`: everything a site needs to be there again, taken while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core import clock
from core.backup.make import make, make_file
from core.backup.manifest import BackupUnusable
from core.backup.places import unfinished


class Command(BaseCommand):
    help = "Back up database, blobs, media and checkpoints. A directory is brought up to date, a file is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="DIR_OR_FILE", help="A name ending in .tar makes one file.")

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(options["target"])
        if unfinished().exists():
            raise CommandError(_("This site is half restored. There is nothing to back up."))
        is_file = target.suffix == ".tar"
        if is_file and target.exists():
            raise CommandError(_("%s is there already.") % target)
        work = make_file if is_file else make
        try:
            with tqdm(unit="B", unit_scale=True, disable=None) as bar:
                manifest = work(target, clock.now(), bar.reset, bar.update)
        except (BackupUnusable, OSError) as error:
            raise CommandError(_("No backup was made: %s") % error) from error
        self.stdout.write(
            _("%(count)d files, %(octets)d bytes in %(path)s. Ledger: %(heads)s.")
            % {
                "count": len(manifest.entries),
                "octets": manifest.octets,
                "path": target,
                "heads": ", ".join(f"{name} #{head['sequence']}" for name, head in manifest.heads.items()),
            }
        )
        self.stdout.write(_("Secret key and signing key are not in it: keep them elsewhere."))
