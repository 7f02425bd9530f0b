"""Ledger records as the desk reads them."""

from collections.abc import Collection

from django.db.models import QuerySet

from core.models import LedgerRecord, Stream
from people.enums import Role
from people.models import User

LEDGER_READERS = frozenset({Role.AUDITOR, Role.OPERATOR})


def reads_ledger(user: User) -> bool:
    """Return whether `user` may read all of the ledger: auditors and operators of head office.

    A stream holds the records of every branch, so a branch's own auditor reads those of a piece on its
    page only (I8).
    """
    return user.is_of_head_office and bool(user.roles & LEDGER_READERS)


def all_records() -> QuerySet[LedgerRecord]:
    """Return every record, newest first."""
    return LedgerRecord.objects.order_by("-at", "stream", "-sequence")


def records_about(subjects: Collection[str]) -> QuerySet[LedgerRecord]:
    """Return what the ledger says about `subjects`, oldest first."""
    return LedgerRecord.objects.filter(stream=Stream.DECISIONS, subject__in=subjects).order_by("sequence")
