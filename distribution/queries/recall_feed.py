"""What was taken out of use, in an order in which nothing is lost."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery

from core.models import LedgerHead, LedgerRecord, Stream
from people.models import ApiClient
from review.models import Edition

TOLD = ("edition.recalled", "edition.suspended", "edition.resumed")


@dataclass(frozen=True, slots=True)
class Notice:
    """One edition taken out of use, or back in use. `sequence` is its place in the ledger."""

    sequence: int
    event: str
    at: datetime
    edition: Edition
    reason: str
    correction: str


def notices(client: ApiClient, after: int, limit: int, at: datetime) -> list[Notice]:
    """Return up to `limit` notices behind the place `after`, about editions that `client` could have used.

    The ledger numbers its records under a lock that holds until they are committed, so a number behind one
    that was seen never appears later: whoever goes on from the last place misses nothing. Two queries.
    """
    within = Edition.objects.usable_by(client).filter(valid_from__lte=at)
    head = LedgerHead.objects.filter(stream=Stream.DECISIONS)
    records = list(
        LedgerRecord.objects.filter(
            stream=Stream.DECISIONS,
            event__in=TOLD,
            sequence__gt=after,
            sequence__lte=Subquery(head.values("sequence")),
            subject__in=within.values("ledger_subject"),
        ).order_by("sequence")[:limit]
    )
    subjects = [record.subject for record in records]
    editions = {
        edition.ledger_subject: edition
        for edition in Edition.objects.filter(ledger_subject__in=subjects).defer("certificate")
    }
    return [_notice(record, editions[record.subject]) for record in records]


def _notice(record: LedgerRecord, edition: Edition) -> Notice:
    said = json.loads(bytes(record.payload))
    return Notice(
        sequence=record.sequence,
        event=record.event.removeprefix("edition."),
        at=record.at,
        edition=edition,
        reason=said["reason"],
        correction=said.get("correction", ""),
    )
