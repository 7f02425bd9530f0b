"""Which bytes were erased, as the ledger says it, and which may not be erased, as the rooms say it."""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet, Subquery

from core.models import LedgerHead, LedgerRecord, Stream

ERASED_EVENT = "blob.erased"


class ErasureReason(StrEnum):
    """Why bytes go. Codes in the ledger; they never change."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    MASKED = "masked"
    NOT_USED = "not_used"


Use = Callable[[Collection[str], ErasureReason], set[str]]
_uses: dict[str, Use] = {}


def register_use(name: str, use: Use) -> None:
    """Let a room say which of some hashes it still needs, against this reason to erase them."""
    _uses[name] = use


def still_used(digests: Collection[str], reason: ErasureReason) -> set[str]:
    """Return those of `digests` that some room needs. The same number of queries however many they are."""
    return set().union(*(use(digests, reason) for use in _uses.values()))


def subject_of(digest: str) -> str:
    """Return how the ledger names bytes."""
    return f"blob:{digest}"


def is_erased_on_record(digest: str) -> bool:
    """Return whether a record within the chain says that the bytes under `digest` were erased."""
    return _records().filter(subject=subject_of(digest), subject_sha256=digest).exists()


def erased_on_record() -> set[str]:
    """Return the hashes of all bytes that were erased on record."""
    return set(_records().values_list("subject_sha256", flat=True))


def erasures_of(digests: Collection[str]) -> dict[str, datetime]:
    """Return, for those of `digests` that were erased, when that was last recorded."""
    records = _records().filter(subject__in=[subject_of(digest) for digest in digests])
    return dict(records.order_by("sequence").values_list("subject_sha256", "at"))


def last_erasure_of(digests: Collection[str]) -> int:
    """Return the sequence of the newest record that erased one of `digests`, 0 if there is none."""
    records = _records().filter(subject__in=[subject_of(digest) for digest in digests])
    return records.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _records() -> QuerySet[LedgerRecord]:
    """Records behind the head were put there by hand and are none."""
    head = LedgerHead.objects.filter(stream=Stream.DECISIONS)
    return LedgerRecord.objects.filter(
        stream=Stream.DECISIONS, event=ERASED_EVENT, sequence__lte=Subquery(head.values("sequence"))
    ).order_by()
