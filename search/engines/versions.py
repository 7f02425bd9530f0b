"""The versions by which an engine outside the database tells the newer state of an edition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Count, F, Sum

from search.engines.pushdown import moment
from search.models import IndexVersion

BUCKET: Final = 1000
"""So many neighbouring keys are compared at a time."""
_ADVANCE: Final = (
    "INSERT INTO search_indexversion (edition_id, version) VALUES (%s, %s)"
    " ON CONFLICT (edition_id) DO UPDATE"
    " SET version = CASE WHEN search_indexversion.version < %s"
    " THEN %s ELSE search_indexversion.version + 1 END"
    " RETURNING version"
)

Sums = Mapping[int, tuple[int, int, int]]
"""By bucket: how many editions it has, the sum of their keys and the sum of their versions. Versions only
grow, so equal sums of the same editions are equal states.
"""


def advance(edition_id: int, at: datetime, beyond: int = 0) -> int:
    """Give the edition its next version, higher than any before it and than `beyond`; return it.

    It is no lower than `at` in milliseconds: after a restore a key may be given anew, to another edition. The
    caller holds the transaction of what changed.
    """
    first = max(beyond + 1, moment(at) // 1000)
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [edition_id, first, first, first])
        return int(cursor.fetchone()[0])


def sums() -> Sums:
    """Return what there is, by bucket."""
    rows = (
        IndexVersion.objects.order_by()
        .values(bucket=F("edition_id") / BUCKET)
        .annotate(rows=Count("pk"), keys=Sum("pk"), total=Sum("version"))
    )
    return {row["bucket"]: (row["rows"], row["keys"], row["total"]) for row in rows}


def of_bucket(bucket: int) -> Mapping[int, int]:
    """Return version by edition."""
    first = bucket * BUCKET
    rows = IndexVersion.objects.filter(pk__gte=first, pk__lt=first + BUCKET)
    return dict(rows.values_list("pk", "version"))
