"""`manage.py work`: outbox and schedule without a broker (docs/decisions/0006-embedded-work-loop.md)."""

import signal
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.translation import gettext as _

from core import schedule


class Command(BaseCommand):
    help = "Deliver the outbox and run what recurs, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run everything once, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
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
        self.stdout.write(_("The work loop has stopped."))

    def run_due(self, last_run: dict[str, float]) -> None:
        """Run each recurring task whose interval has passed; `last_run` keeps when (monotonic clock)."""
        for recurring in schedule.recurring():
            name = str(recurring.task.name)
            if time.monotonic() - last_run.get(name, float("-inf")) < recurring.seconds:
                continue
            last_run[name] = time.monotonic()
            close_old_connections()
            result = recurring.task.apply()
            if result.failed():
                self.stderr.write(f"{name}: {result.result!r}")
