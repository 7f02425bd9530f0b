"""Walking the resolver, sending one request, and reading its answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

RECORDS = frozenset({"core_ledgerhead", "core_ledgerrecord", "core_ledgerpersonaldata", "django_session"})
"""What a refused request may write: that it was tried, and its session."""

READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "SET ", "BEGIN", "WITH")


@dataclass(frozen=True)
class Route:
    """One URL pattern: `name` with its namespaces (empty if it has none) and `pattern` as it is written."""

    name: str
    pattern: str

    @property
    def key(self) -> str:
        """What an expectation matches: the name, or the pattern of a nameless route."""
        return self.name or f"/{self.pattern}"


def routes() -> list[Route]:
    """Return every URL pattern that the resolver knows."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(":".join((*namespaces, entry.name)) if entry.name else "", pattern)
        else:
            inner = (entry.namespace,) if entry.namespace else ()
            yield from _walk(entry, pattern, namespaces + inner)


@dataclass(frozen=True)
class Answer:
    """What came back: a status, or a word for a redirect that refuses; the text; the tables written to."""

    outcome: int | str
    text: str
    writes: frozenset[str]


def ask(client: Client, method: str, address: str, body: Any = None) -> Answer:
    """Send one request and roll back whatever it did, to the database and to the client's cookies."""
    cookies = client.cookies.output()
    for value in (body or {}).values():
        if isinstance(value, ContentFile):
            value.seek(0)
    with transaction.atomic(), _writes() as written:
        response = getattr(client, method)(address, body or {}) if body else getattr(client, method)(address)
        text = _text(response)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    outcome = _outcome(response)
    has_acted = method == "post" and outcome == "moved" and written - RECORDS
    return Answer("done" if has_acted else outcome, text, frozenset(written))


def _outcome(response: Any) -> int | str:
    """Return the status; for redirects a word that says which kind it is."""
    status: int = response.status_code
    where = response.headers.get("Location", "").split("?")[0]
    if status not in {301, 302}:
        return status
    return {"/login/": "login", "/admin/login/": "login", "/admin/": "home"}.get(where, "moved")


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode("utf-8", "replace")
    return text + response.headers.get("Location", "") + response.headers.get("Content-Disposition", "")


@contextmanager
def _writes() -> Iterator[set[str]]:
    """Collect the tables that statements other than reading ones name."""
    written: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(READING):
            written.add(_table(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def _table(sql: str) -> str:
    """Return the table of an INSERT, UPDATE or DELETE; the statement itself if it is something else."""
    words = sql.replace('"', " ").split()
    verb = words[0].upper()
    position = {"INSERT": words.index("INTO") + 1 if "INTO" in words else 0, "UPDATE": 1, "DELETE": 2}.get(
        verb, 0
    )
    return words[position] if position else sql
