"""What was looked for in vain, for those who could write it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import F, Max, QuerySet, Sum

from core.clock import business_day
from review.models.edition import EditionQuerySet
from search.models import MissedQuery

LOOKED_BACK: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Missed:
    """A query, how often it found nothing or only something near, and the titles of that."""

    query: str
    nothing: int
    near: int
    last_at: datetime
    nearest: Sequence[str]


def missed_queries(at: datetime) -> QuerySet[Any, Any]:
    """Return the queries of LOOKED_BACK, the most frequent first, as rows for `with_nearest`."""
    since: date = business_day(at - LOOKED_BACK)
    return (
        MissedQuery.objects.filter(day__gte=since)
        .values("query")
        .annotate(nothing=Sum("nothing"), near=Sum("near"), last_at=Max("last_at"))
        .order_by(-(F("nothing") + F("near")), "-last_at", "query")
    )


def with_nearest(rows: Iterable[dict[str, Any]], within: EditionQuerySet) -> list[Missed]:
    """Return the rows with the titles of what was nearest last, as far as they are `within`. Two queries."""
    asked = list(rows)
    lately = MissedQuery.objects.filter(query__in=[row["query"] for row in asked]).order_by("day")
    keys = dict(lately.values_list("query", "nearest"))
    wanted = {pk for nearest in keys.values() for pk in nearest}
    titles = dict(within.filter(pk__in=wanted).values_list("pk", "title"))
    return [
        Missed(
            row["query"],
            row["nothing"],
            row["near"],
            row["last_at"],
            [titles[pk] for pk in keys.get(row["query"], ()) if pk in titles],
        )
        for row in asked
    ]


def frequent(at: datetime, limit: int) -> list[str]:
    """Return the most frequent of the queries that were looked for in vain."""
    return [row["query"] for row in missed_queries(at)[:limit]]
