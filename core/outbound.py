"""The one way out: everything this product ever asks of another machine goes through `send`.

Empty lists let nothing leave (cms/settings/outbound.py). OWASP ASVS 5.0, 1.3.6; why so and what it costs:
docs/decisions/0014-outgoing-requests.md.
"""

import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.domain.addresses import is_never, is_public

Resolve = Callable[[str, int], Sequence[str]]

CONNECT_SECONDS = 3.0
READ_SECONDS = 5.0
WHOLE_SECONDS = 15.0
MOST_BYTES = 2 * 1024 * 1024

HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")
PORTS = MappingProxyType({"https": 443, "http": 80})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})


class OutboundError(Exception):
    """A request that was not made, or not answered as it must be. `words` may be shown to people."""

    words: str | Promise = _("The other system could not be asked. Try again later.")


class NotAllowed(OutboundError):
    """The address is not on the list, is written in a way that hides where it leads, or leads inside."""

    words = _("This address is not on the list of systems that may be asked. An administrator can add it.")


class NoAnswer(OutboundError):
    """No connection, no valid certificate, or no complete answer within the time."""

    words = _("The other system did not answer in time. Try again later.")


class UnexpectedAnswer(OutboundError):
    """A redirect, an encoding that was not asked for, or more bytes than allowed."""

    words = _("The other system gave an answer that is not accepted. An administrator can look into the log.")


@dataclass(frozen=True)
class Answer:
    """What came back, complete. The status may be one of failure; redirects never get here."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True)
class Question:
    """One request. `content` needs its own Content-Type among `headers`."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Return every address that the machine's resolver knows for `host`; raise NoAnswer if none."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def send(question: Question, resolve: Resolve = system_resolve) -> Answer:
    """Ask once and return the answer: no redirect, no cookie, no proxy, no repetition.

    Never inside a transaction: it may take as long as WHOLE_SECONDS. Raises NotAllowed, NoAnswer,
    UnexpectedAnswer.
    """
    if question.method not in METHODS:
        raise NotAllowed(question.method)
    target = _target(question.address)
    address = _pinned(target, resolve(target.host, target.port))
    try:
        return _ask(question, target, address)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise NoAnswer(target.name) from error


def require_listed(address: str) -> None:
    """Raise NotAllowed unless `send` may ask `address`, as the lists stand now. No name is looked up."""
    _target(address)


def _target(address: str) -> _Target:
    """Take the address apart; raise NotAllowed unless it is plainly written and its host is on the list."""
    if (
        not address.isascii()
        or not address.isprintable()
        or any(character in address for character in " \\@")
    ):
        raise NotAllowed(address)
    try:
        parts = urlsplit(address)
        port = PORTS[parts.scheme] if parts.port is None else parts.port
    except (ValueError, KeyError) as error:
        raise NotAllowed(address) from error
    if parts.scheme not in PORTS:
        raise NotAllowed(address)
    host = parts.netloc.lower() if parts.port is None else parts.netloc.lower().rpartition(":")[0]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = _Target(parts.scheme, host, port, path)
    listed = HOST.fullmatch(host) and target.name in settings.ARMOURY_OUTBOUND_HOSTS
    plain = parts.scheme == "http" and target.name not in settings.ARMOURY_OUTBOUND_PLAIN_HOSTS
    if not listed or plain:
        raise NotAllowed(address)
    return target


def _pinned(target: _Target, addresses: Sequence[str]) -> str:
    """Return the address to connect to. One bad address spoils the name: a name may be made to change."""
    inside = target.name in settings.ARMOURY_OUTBOUND_INSIDE_HOSTS
    if not addresses:
        raise NoAnswer(target.name)
    if any(is_never(address) or not (inside or is_public(address)) for address in addresses):
        raise NotAllowed(target.name)
    return addresses[0]


def _ask(question: Question, target: _Target, address: str) -> Answer:
    """Connect to `address` alone, and let the certificate be valid for the name."""
    bracketed = f"[{address}]" if ":" in address else address
    headers = {
        **question.headers,
        "Host": target.name,
        "Accept-Encoding": "identity",
        "User-Agent": "armoury",
    }
    until = time.monotonic() + WHOLE_SECONDS
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    with (
        httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
        client.stream(
            question.method,
            f"{target.scheme}://{bracketed}:{target.port}{target.path}",
            headers=headers,
            content=question.content,
            extensions={"sni_hostname": target.host},
        ) as response,
    ):
        if (
            response.has_redirect_location
            or response.headers.get("Content-Encoding", "identity") != "identity"
        ):
            raise UnexpectedAnswer(target.name)
        content = b"".join(_limited(response.iter_raw(), until, target.name))
        return Answer(response.status_code, dict(response.headers), content)


def _limited(chunks: Iterator[bytes], until: float, name: str) -> Iterator[bytes]:
    seen = 0
    for chunk in chunks:
        seen += len(chunk)
        if seen > MOST_BYTES:
            raise UnexpectedAnswer(name)
        if time.monotonic() > until:
            raise NoAnswer(name)
        yield chunk
