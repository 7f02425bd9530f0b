"""The blob store: bytes kept once, under their own SHA-256.

Bytes go only when the ledger says so first (core.actions.erase_blobs): the record keeps the hash and the
reason, so that what is missing with a record was erased, and what is missing without one is a flaw.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from core.blob_lock import nothing_is_copied
from core.domain.canonical import sha256
from core.erasures import is_erased_on_record


class BlobChanged(Exception):
    """The kept bytes no longer have the hash they are filed under."""


class BlobErased(FileNotFoundError):
    """The bytes are gone on purpose; the ledger has the record."""


class NotOnRecord(Exception):
    """Nothing in the ledger says that these bytes are to be erased. They stay."""


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

    Raises BlobErased for what was erased on record, FileNotFoundError for what is not there otherwise, and
    BlobChanged if they were tampered with.
    """
    try:
        with _storage().open(_name(digest)) as file:
            content = bytes(file.read())
    except FileNotFoundError as error:
        if is_erased_on_record(digest):
            raise BlobErased(digest) from error
        raise
    if sha256(content) != digest:
        raise BlobChanged(digest)
    return content


def exists(digest: str) -> bool:
    """Return whether bytes are filed under `digest`."""
    return _storage().exists(_name(digest))


def erase(digest: str) -> None:
    """Remove the bytes filed under `digest` for good. Safe to repeat.

    For core.actions.remove_erased alone. Raises NotOnRecord unless the ledger has the record of it, and
    BeingCopied while a backup runs.
    """
    if not is_erased_on_record(digest):
        raise NotOnRecord(digest)
    with nothing_is_copied():
        _storage().delete(_name(digest))
