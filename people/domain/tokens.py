"""Tokens of other systems: `arm_<prefix>_<secret>`. Pure but for the randomness."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

_TOKEN = re.compile(r"(arm_[0-9a-f]{8})_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is kept of a token: its prefix and its hash.

    256 random bits need no slow hash: nobody tries them out (OWASP ASVS 5.0, 6.5.2, 11.5.1).
    """

    prefix: str
    secret_sha256: str


def make() -> str:
    """Return a new token."""
    return f"arm_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"


def shape_of(text: str) -> Shape | None:
    """Return what to look for; None for what is no token at all."""
    found = _TOKEN.fullmatch(text)
    return Shape(found[1], sha256(text.encode()).hexdigest()) if found else None
