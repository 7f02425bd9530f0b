"""Webhooks as the Standard Webhooks specification 1.0 has them. Pure but for the randomness."""

import base64
import hmac
import secrets
from collections.abc import Iterable, Mapping
from hashlib import sha256

_PREFIX = "whsec_"


def make_secret() -> str:
    """Return a new secret of 256 random bits, as receivers' libraries take it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


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


def _signature(key: str, signed: bytes) -> str:
    digest = hmac.digest(base64.b64decode(key.removeprefix(_PREFIX)), signed, "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"
