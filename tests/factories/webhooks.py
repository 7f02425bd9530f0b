"""Webhooks made through the real action, and a server on this machine that they lead to."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import factory
from factory.django import DjangoModelFactory
from pytest_django import Settings

from core import clock
from core.sealed import seal
from people.actions.add_webhook import add_webhook
from people.domain.webhooks import make_secret
from people.enums import WebhookEvent
from people.models import ApiClient, Branch, Webhook
from people.models.webhook import SEALED_FOR
from tests.factories.api import ApiClientFactory, administrator

NOWHERE = "https://hooks.bank.example/armoury"


@dataclass
class Receiver:
    """What came in, and what is answered: the next of `answers`, then 204."""

    address: str
    answers: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiving(settings: Settings) -> Iterator[Receiver]:
    """Run a receiver on this machine, and list it."""
    found: Receiver

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status, headers = found.answers.pop(0) if found.answers else (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    name = f"127.0.0.1:{server.server_address[1]}"
    found = Receiver(f"http://{name}/hook")
    list_hosts(settings, name)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def list_hosts(settings: Settings, *names: str) -> None:
    """List hosts as an administrator does, those inside and without TLS too."""
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset(names)
    settings.ARMOURY_OUTBOUND_INSIDE_HOSTS = frozenset(names)
    settings.ARMOURY_OUTBOUND_PLAIN_HOSTS = frozenset(names)


class WebhookFactory(DjangoModelFactory[Webhook]):
    """A webhook told of everything, without the list of hosts being asked."""

    class Meta:
        model = Webhook

    client = factory.SubFactory(ApiClientFactory)
    address = NOWHERE
    events = [event.value for event in WebhookEvent]
    secret = factory.LazyFunction(lambda: seal(make_secret(), SEALED_FOR))
    added_by = factory.LazyAttribute(lambda made: made.client.added_by)
    added_at = factory.LazyFunction(clock.now)


def webhook_of(client: ApiClient, address: str, *events: WebhookEvent) -> tuple[Webhook, str]:
    """Add a webhook (told of everything, if nothing is named) and return it with its secret."""
    at = clock.now()
    return add_webhook(
        client,
        address,
        events=events or tuple(WebhookEvent),
        actor=administrator(client.branch),
        authenticated_at=at,
        at=at,
    )


def webhook_at(branch: Branch, address: str, *events: WebhookEvent) -> tuple[Webhook, str]:
    """Add a webhook of a new system of `branch`."""
    return webhook_of(ApiClientFactory(branch=branch), address, *events)
