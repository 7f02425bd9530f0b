"""What must be done before the first request, and only what is not done yet."""

import hashlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from people.models import Branch

Say = Callable[[str], object]


def prepare(say: Say) -> None:
    """Bring database, static files and demo data up to date. What is up to date already costs no work."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    migrate(say)
    collect_static(say)
    seed(say)


def migrate(say: Say) -> None:
    """Apply the migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(_("Preparing the database: %(count)d migrations.") % {"count": len(plan)})
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(say: Say) -> None:
    """Collect static files anew if one of them was added, changed or removed."""
    stamp = Path(settings.DATA_DIR) / "static.stamp"
    present = hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == present and Path(settings.STATIC_ROOT).exists():
        return
    say(_("Collecting static files."))
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(present)


def seed(say: Say) -> None:
    """Fill in the demo's data and what today adds to them. Raises CommandError where other data are kept."""
    demo = import_module("cms.demo.seed")
    if not Branch.objects.exists():
        say(_("Filling in the demo data."))
    try:
        demo.seed()
    except demo.NotADemo as refusal:
        raise CommandError(str(refusal)) from refusal


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            yield f"{path} {found.st_size} {found.st_mtime_ns}"
