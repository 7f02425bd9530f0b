"""Nothing but core/outbound.py can talk to another machine, and nothing of Wagtail does."""

import ast
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from tests.checks.source import name, room_files
from tests.conftest import FrozenClock
from tests.hostile.walking import start_walk

OUTWARD = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "http.server",
    "httpcore",
    "httpx",
    "imaplib",
    "poplib",
    "pycurl",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websocket",
    "websockets",
    "xmlrpc",
}

ALLOWED = {
    "core/outbound.py": {"httpx", "socket"},
    # Looks whether a port of this machine is free, and whether our own site already answers there.
    "cms/serve/address.py": {"http.client", "socket"},
}
"""Clients of search engine and broker are named in the settings and speak to the hosts named there."""


def outward_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and _is_import(node.func) and node.args:
            names = [str(getattr(node.args[0], "value", ""))]
        for each in names:
            yield from (known for known in OUTWARD if each == known or each.startswith(f"{known}."))


def _is_import(function: ast.expr) -> bool:
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return called in {"import_module", "__import__", "import_string"}


def test_only_one_module_can_call_out() -> None:
    found = {
        name(path): imported
        for path in room_files(".py")
        if (imported := set(outward_imports(ast.parse(path.read_text()))))
    }
    assert {path: sorted(names) for path, names in found.items() if names - ALLOWED.get(path, set())} == {}
    assert set(found) == set(ALLOWED)


@pytest.mark.parametrize(
    "source",
    [
        "import httpx",
        "import urllib.request",
        "from urllib import request",
        "from http import client as c",
        "import socket as s",
        "from requests.sessions import Session",
        "importlib.import_module('smtplib')",
        "def f():\n    import aiohttp",
    ],
)
def test_the_check_sees_every_way_of_importing(source: str) -> None:
    assert list(outward_imports(ast.parse(source)))


def test_what_of_wagtail_calls_out_is_off() -> None:
    assert settings.WAGTAILEMBEDS_FINDERS == []
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert not {"wagtail.embeds", "wagtail.contrib.frontend_cache"} & set(settings.INSTALLED_APPS)
    with pytest.raises(NoReverseMatch):
        reverse("wagtailembeds:chooser")


def test_no_page_of_the_house_calls_out(
    db: None, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database's own connection is made in C and stands already; any other is refused and remembered."""
    walk = start_walk()
    called: list[Any] = []

    def refuse(self: socket.socket, address: Any) -> None:
        called.append(address)
        raise OSError(f"no call outside: {address}")

    def no_look_up(host: Any, *args: Any, **options: Any) -> None:
        called.append(host)
        raise OSError(f"no look-up: {host}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", no_look_up)
    statuses = [walk.client.get(address).status_code for address in walk.addresses]
    assert statuses.count(200) > 70
    assert called == []
