"""Erase blobs: put on record that bytes are to go; the outbox removes them, whatever is killed in between."""

from collections.abc import Collection
from datetime import datetime

from core import ledger, outbox
from core.erasures import ERASED_EVENT, ErasureReason, still_used, subject_of
from core.ledger import Entry
from core.models import Stream


def erase_blobs(digests: Collection[str], reason: ErasureReason, *, about: str, at: datetime) -> set[str]:
    """Record the erasure of those of `digests` that no room needs any more, announce it, and return them.

    `about` is the subject that they belonged to. The caller holds the transaction of what makes it necessary
    and writes nothing to the ledger after this. The hash stays (PIPL art. 47: the data go, and what was done
    with them can still be proved).
    """
    ordered = sorted(set(digests) - still_used(digests, reason))
    if not ordered:
        return set()
    for digest in ordered:
        outbox.announce("blob.erased", subject_of(digest), _version(at), {"sha256": digest}, at)
    ledger.append_all(
        Stream.DECISIONS,
        [
            Entry(
                ERASED_EVENT,
                subject=subject_of(digest),
                subject_sha256=digest,
                at=at,
                payload={"reason": reason.value, "about": about},
            )
            for digest in ordered
        ],
    )
    return set(ordered)


def _version(at: datetime) -> int:
    """The same bytes may come in again with a new consent and be erased again."""
    return int(at.timestamp())
