"""`manage.py demo` (`make demo`): everything on one machine, nothing to install, one Ctrl-C to stop."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from cms.serve import address
from cms.serve.children import Child, StartFailed, Supervisor
from cms.serve.preparation import prepare
from cms.serve.web_server import web_server
from cms.serve.welcome import welcome


class Command(BaseCommand):
    help = "Prepare this machine, then run the web server and the background work until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("ARMOURY_PORT") or 8000))
        parser.add_argument("--setup-only", action="store_true", help="Prepare everything, start nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        if options["setup_only"]:
            prepare(self.say)
            return
        if not address.is_free(port):
            raise CommandError(
                _("Port %(port)d is taken. Choose another one: make demo PORT=%(other)d")
                % {"port": port, "other": port + 1}
            )
        prepare(self.say)
        connections.close_all()
        self.run_until_stopped(port)

    def run_until_stopped(self, port: int) -> None:
        base = f"http://{address.HOST}:{port}"
        environment = {"ARMOURY_BASE_URL": base, "PYTHONUNBUFFERED": "1"}
        supervisor = Supervisor(self.say)
        supervisor.listen()
        try:
            supervisor.run(
                (
                    Child(name, command, environment)
                    for name, command in (
                        (_("The web server"), web_server(port)),
                        (_("The background work"), [sys.executable, "manage.py", "work"]),
                    )
                ),
                is_ready=lambda: address.answers(port),
                when_ready=lambda: self.say(welcome(base)),
            )
        except StartFailed as failure:
            raise CommandError(str(failure)) from failure
        self.say(_("Stopped. The data are kept."))

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
