"""`manage.py work`: outbox and schedule without a broker (docs/decisions/0006-embedded-work-loop.md)."""

import signal
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import schedule
from core.backup.places import unfinished
from core.runs import Runs
from core.tasks import sign_checkpoints


class Command(BaseCommand):
    help = "Deliver the outbox and run what recurs, until stopped."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.runs = Runs()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run everything once, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if unfinished().exists():
            raise CommandError(_("This site is half restored. Finish the restore first: %s") % unfinished())
        if options["once"]:
            self.run_due({})
            return
        stopped = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopped.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write(_("The work loop is running."))
        last_run: dict[str, float] = {}
        while not stopped.wait(0.5):
            self.run_due(last_run)
        self.run(schedule.Recurring(sign_checkpoints, 0))
        self.stdout.write(_("The work loop has stopped."))

    def run_due(self, last_run: dict[str, float]) -> None:
        """Run each recurring task whose interval has passed; `last_run` keeps when (monotonic clock)."""
        for recurring in schedule.recurring():
            name = str(recurring.task.name)
            if time.monotonic() - last_run.get(name, float("-inf")) < recurring.seconds:
                continue
            last_run[name] = time.monotonic()
            self.run(recurring)

    def run(self, recurring: schedule.Recurring) -> None:
        """Run one task; the beginning and the end of a trouble are told, and none stops the loop."""
        news = self.runs.run(recurring)
        if news:
            self.stderr.write(news)
