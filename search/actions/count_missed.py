"""Count missed: something was looked for and not found."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from core.clock import business_day
from search.domain.folding import folded
from search.domain.private import may_be_personal
from search.models import MissedQuery
from search.models.missed_query import LONGEST_QUERY

KEPT: Final = timedelta(days=180)
NEAREST: Final = 3
BATCH: Final = 5_000


def count_missed(query: str, nearest: Sequence[int], at: datetime) -> bool:
    """Count the query for the day of `at`, with the keys of what came closest; return whether it was kept.

    Not kept is what may be a customer's data, and a query of nothing but signs. Takes no person: who searched
    is known to the caller, who has asked for the permission and holds the transaction.
    """
    written = " ".join(folded(query).split())[:LONGEST_QUERY]
    if not any(character.isalnum() for character in written) or may_be_personal(written):
        return False
    day = business_day(at)
    MissedQuery.objects.bulk_create([MissedQuery(query=written, day=day, last_at=at)], ignore_conflicts=True)
    column = "near" if nearest else "nothing"
    MissedQuery.objects.filter(query=written, day=day).update(
        **{column: F(column) + 1}, last_at=at, nearest=list(nearest[:NEAREST])
    )
    return True


def forget_missed(at: datetime) -> int:
    """Remove up to BATCH counts of more than KEPT ago; return how many."""
    old = MissedQuery.objects.filter(day__lt=business_day(at - KEPT)).values_list("pk", flat=True)[:BATCH]
    gone, _each = MissedQuery.objects.filter(pk__in=list(old)).delete()
    return gone
