"""Tokens in tracked links: which pull a link came from, signed, and nothing else. Pure."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from uuid import UUID

SIGNATURE = 10
"""Octets of the signature: 80 bits, which nobody finds by trying addresses."""


class Tampered(ValueError):
    """The token is none that this bank signed."""


def sign(pull_id: UUID, key: bytes) -> str:
    """Return the token of a pull: the same for the same pull and key."""
    return urlsafe_b64encode(pull_id.bytes + _signature(pull_id, key)).decode().rstrip("=")


def read(token: str, keys: Sequence[bytes]) -> UUID:
    """Return the pull that a token signed with one of `keys` names. Raises Tampered."""
    try:
        octets = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Error, ValueError) as error:
        raise Tampered(token) from error
    if len(octets) != 16 + SIGNATURE:
        raise Tampered(token)
    pull_id = UUID(bytes=octets[:16])
    if not any(hmac.compare_digest(octets[16:], _signature(pull_id, key)) for key in keys):
        raise Tampered(token)
    return pull_id


def _signature(pull_id: UUID, key: bytes) -> bytes:
    return hmac.digest(key, pull_id.bytes, "sha256")[:SIGNATURE]
