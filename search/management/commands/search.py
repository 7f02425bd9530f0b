"""`manage.py search rebuild|check`: make the index anew, or say where it differs from the editions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from core import clock
from search.actions.rebuild import rebuild
from search.engines import engine, has_cluster
from search.engines.base import Unavailable
from search.queries import drift


class Command(BaseCommand):
    help = "Rebuild the search index from the editions, or check it against them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["rebuild", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        {"rebuild": self.rebuild, "check": self.check_index}[options["verb"]]()

    def rebuild(self) -> None:
        with tqdm(unit="", disable=None) as bar:
            count = rebuild(clock.now(), on_start=bar.reset, on_done=bar.update)
        self.stdout.write(_("%(count)d editions indexed.") % {"count": count})
        if has_cluster():
            self.rebuild_elasticsearch()

    def rebuild_elasticsearch(self) -> None:
        """Elasticsearch being away is no failure: the work loop does it when it is back."""
        from search.actions.align import Progress, build_anew

        try:
            with tqdm(unit="", disable=None) as bar:
                count = build_anew(clock.now(), Progress(bar.reset, bar.update))
        except Unavailable as error:
            self.stderr.write(
                _("Elasticsearch did not take it (%(error)s). The work loop goes on with it.")
                % {"error": error}
            )
        else:
            self.stdout.write(_("%(count)d states sent to Elasticsearch.") % {"count": count})

    def check_index(self) -> None:
        at = clock.now()
        missing, ghosts = drift.missing(at).count(), drift.ghosts(at).count()
        self.stdout.write(
            _("%(missing)d editions missing, %(ghosts)d rows too many.")
            % {"missing": missing, "ghosts": ghosts}
        )
        if not engine().is_sound():
            raise CommandError(
                _("The engine does not agree with the stored terms. Run: manage.py search rebuild")
            )
        differing = self.differing_in_elasticsearch() if has_cluster() else 0
        if missing or ghosts or differing:
            raise CommandError(
                _("The index differs from the editions. It is mended within a minute of work.")
            )
        self.stdout.write(_("The index agrees with the editions."))

    def differing_in_elasticsearch(self) -> int:
        from search.actions.align import differing

        try:
            count = differing()
        except Unavailable as error:
            raise CommandError(
                _("Elasticsearch does not answer (%(error)s). The database answers meanwhile.")
                % {"error": error}
            ) from error
        self.stdout.write(_("%(count)d editions differ in Elasticsearch.") % {"count": count})
        return count
