"""Calls to action: what is well written, where it leads, when it ends. Pure.

An action is a frozen block: `{"id": ..., "type": "h5_link", "value": {...}}`. Addresses stand in it as
`{"link": ...}`, technical names as `{"code": ...}`, and the rest is text that people read.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

MINI_PROGRAM = "mini_program"
APP_LINK = "app_link"
H5_LINK = "h5_link"
PHRASE = "phrase"
GROUP_CODE = "group_code"

APP_ID = re.compile(r"wx[0-9a-f]{16}")
PAGE_PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_.-]+)*(?:\?[A-Za-z0-9_.~%=&-]*)?")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://[!-~]+")
IN_TEXT = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[!#-&*-;=?-~]+")
MOST_CHARACTERS = 500


class Fault(StrEnum):
    """What is wrong with an address."""

    NOT_PLAIN = "not_plain"
    NOT_HTTPS = "not_https"
    NO_HOST = "no_host"
    UNKNOWN_SCHEME = "unknown_scheme"


@dataclass(frozen=True, slots=True)
class CallToAction:
    """What a customer is asked to do on one channel. `kind` is the block's type.

    `words` is what stands on the card, the phrase itself, or the group's name. `address` is set for links,
    `app_id` and `path` for a mini-program, `where` for a phrase and a group code, `picture` (SHA-256) and
    `expires_at` for a group code.
    """

    kind: str
    words: str
    address: str = ""
    app_id: str = ""
    path: str = ""
    where: str = ""
    picture: str = ""
    expires_at: datetime | None = None


def call_to_action(block: Mapping[str, Any] | None) -> CallToAction | None:
    """Return the frozen block as an action, None for none; what an unfinished draft lacks is empty."""
    if block is None:
        return None
    value = block["value"]
    ends = value.get("expires_at")
    return CallToAction(
        kind=block["type"],
        words=value["words"],
        address=_leaf(value, "address", "link"),
        app_id=_leaf(value, "app_id", "code"),
        path=_leaf(value, "path", "code"),
        where=value.get("where", ""),
        picture=_leaf(value, "picture", "picture"),
        expires_at=datetime.fromisoformat(ends["moment"]) if ends else None,
    )


def actions(document: Mapping[str, Any]) -> Iterator[tuple[str, CallToAction]]:
    """Yield (channel, action) for each channel of the document that asks for something."""
    for channel in document["channels"]:
        for block in channel["value"].get("action", ()):
            found = call_to_action(block)
            if found is not None:
                yield channel["type"], found


def earliest_code_expiry(document: Mapping[str, Any]) -> datetime | None:
    """Return when the first of the document's group codes ends, or None."""
    ends = [one.expires_at for _channel, one in actions(document) if one.expires_at is not None]
    return min(ends, default=None)


def h5_fault(address: str) -> Fault | None:
    """Return what is wrong with the address of a page on the web, or None. Only plainly written https."""
    if not address.isascii() or not address.isprintable() or any(sign in address for sign in ' \\@"<>`'):
        return Fault.NOT_PLAIN
    if not address.startswith("https://"):
        return Fault.NOT_HTTPS
    return None if HOST.fullmatch(host_of(address)) else Fault.NO_HOST


def app_fault(address: str, schemes: Collection[str]) -> Fault | None:
    """Return what is wrong with an address that opens an app: https, or one of the bank's own `schemes`."""
    named = SCHEME.fullmatch(address)
    if named is not None and named[1] in schemes:
        return Fault.NOT_PLAIN if any(sign in address for sign in '\\@"<>`') else None
    fault = h5_fault(address)
    return Fault.UNKNOWN_SCHEME if fault is Fault.NOT_HTTPS else fault


def host_of(address: str) -> str:
    """Return the host that an address leads to, in small letters; empty for one that has a port or none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def is_listed(address: str, domains: Collection[str], schemes: Collection[str] = ()) -> bool:
    """Return whether an address leads to one of `domains` or below one, by https, or opens one of the bank's
    own apps.
    """
    named = SCHEME.fullmatch(address)
    if named is not None and named[1] in schemes:
        return True
    host = host_of(address)
    return h5_fault(address) is None and any(
        host == domain or host.endswith(f".{domain}") for domain in domains
    )


def links_in(text: str) -> tuple[str, ...]:
    """Return each address that stands in a text as readers would tap it, once, signs at its end left out."""
    found = (match.group().rstrip(".,:;!?)]}") for match in IN_TEXT.finditer(text))
    return tuple(dict.fromkeys(found))


def _leaf(value: Mapping[str, Any], name: str, shape: str) -> str:
    leaf = value.get(name)
    return leaf[shape] if leaf else ""
