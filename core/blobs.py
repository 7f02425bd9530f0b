"""The blob store: bytes kept once, under their own SHA-256."""

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from core.domain.canonical import sha256


class BlobChanged(Exception):
    """The kept bytes no longer have the hash they are filed under."""


def _storage() -> Storage:
    return storages["blobs"]


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def put(content: bytes) -> str:
    """Keep `content` and return its SHA-256. Safe to repeat.

    Not to be called inside a transaction: it writes to disk.
    """
    digest = sha256(content)
    if not _storage().exists(_name(digest)):
        _storage().save(_name(digest), ContentFile(content))
    return digest


def get(digest: str) -> bytes:
    """Return the bytes filed under `digest`.

    Raises FileNotFoundError, or BlobChanged if they were tampered with.
    """
    with _storage().open(_name(digest)) as file:
        content = bytes(file.read())
    if sha256(content) != digest:
        raise BlobChanged(digest)
    return content


def exists(digest: str) -> bool:
    """Return whether bytes are filed under `digest`."""
    return _storage().exists(_name(digest))
