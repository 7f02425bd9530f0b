"""Canonical form (docs/decisions/0003-canonical-form.md).

RFC 8785 JSON: the bytes that are hashed, approved and kept.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import rfc8785

type_error = "{path}: {kind} has no place in a canonical document"

Canonical = None | bool | int | str | list["Canonical"] | dict[str, "Canonical"]


def encode(document: Mapping[str, Canonical]) -> bytes:
    """Return the canonical bytes of `document`.

    Only null, true, false, integers within ±(2^53-1), strings, lists and objects are allowed. Raises
    TypeError for anything else, floats above all, ValueError for an integer out of range or a lone surrogate.
    """
    _refuse_strangers(document, "$")
    return rfc8785.dumps(document)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def decimal(value: Decimal) -> str:
    """Return a decimal as it is written in documents: plain digits, no exponent, trailing zeros kept."""
    return format(value, "f")


def moment(value: datetime) -> str:
    """Return an aware moment as UTC with Z, to the microsecond only where there are microseconds."""
    if value.tzinfo is None:
        raise ValueError("a naive time has no place in a canonical document")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def day(value: date) -> str:
    """Return a calendar day as YYYY-MM-DD."""
    return value.isoformat()


def _refuse_strangers(value: object, path: str) -> None:
    if value is None or isinstance(value, bool | int | str):
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(type_error.format(path=path, kind="a key that is no string"))
            _refuse_strangers(item, f"{path}.{key}")
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_strangers(item, f"{path}[{index}]")
        return
    raise TypeError(type_error.format(path=path, kind=type(value).__name__))
