"""Webhooks as the Standard Webhooks specification 1.0 has them. Pure but for the randomness."""

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256

_PREFIX = "whsec_"
TOLERANCE = 300
"""So many seconds old, or ahead, a signed message may be; the specification proposes five minutes."""


class Flaw(StrEnum):
    """Why a message is not taken for genuine."""

    UNSIGNED = "unsigned"
    OUT_OF_TIME = "out_of_time"
    WRONG = "wrong"


class NotGenuine(ValueError):
    """The message is not what the holder of a secret signed, or not now; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def make_secret() -> str:
    """Return a new secret of 256 random bits, as receivers' libraries take it."""
    return written(secrets.token_bytes(32))


def written(key: bytes) -> str:
    """Return a secret as the specification writes it."""
    return _PREFIX + base64.b64encode(key).decode()


def message_id(*parts: str) -> str:
    """Return the same id for the same parts: receivers know a repetition by it."""
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f"msg_{digest[:32]}"


def headers(message: str, seconds: int, body: bytes, keys: Iterable[str]) -> Mapping[str, str]:
    """Return the three headers: id, time of this try in seconds since 1970, a signature by each secret."""
    signed = f"{message}.{seconds}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(key, signed) for key in keys),
    }


def verified(sent: Mapping[str, str], body: bytes, keys: Iterable[str], seconds: int) -> str:
    """Return the id of a message that came with the headers `sent` (names in lower case) at `seconds`.

    One of several signatures is enough, by one of `keys`. Raises NotGenuine.
    """
    message = sent.get("webhook-id", "")
    made_at = sent.get("webhook-timestamp", "")
    given = sent.get("webhook-signature", "").split()
    if not message or not given or not (made_at.isascii() and made_at.isdecimal() and len(made_at) < 12):
        raise NotGenuine(Flaw.UNSIGNED)
    if abs(seconds - int(made_at)) > TOLERANCE:
        raise NotGenuine(Flaw.OUT_OF_TIME)
    signed = f"{message}.{made_at}.".encode() + body
    right = [_signature(key, signed).encode() for key in keys]
    if not any(hmac.compare_digest(one.encode(), other) for one in given for other in right):
        raise NotGenuine(Flaw.WRONG)
    return message


def _signature(key: str, signed: bytes) -> str:
    digest = hmac.digest(base64.b64decode(key.removeprefix(_PREFIX)), signed, "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"
