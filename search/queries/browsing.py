"""What there is, without a word asked: the newest first."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from review.models import EditionSegment
from review.models.edition import EditionQuerySet
from search.domain import facets
from search.domain.facets import Faceted
from search.queries.found import Found, Window, load
from search.queries.retrieval import LIMIT
from search.queries.segments import with_segments


def browse(
    within: EditionQuerySet, *, kinds: Collection[str], segments: Collection[str], page: int, per_page: int
) -> Found:
    """Return a page of `within`, newest first. Beyond the newest 1,000 the result is capped, and says so."""
    newest = _newest(within)
    chosen = _newest(_narrowed(within, kinds, segments)) if kinds or segments else newest
    window = Window.of(len(chosen[:LIMIT]), page, per_page)
    return Found(
        total=len(chosen[:LIMIT]),
        capped=len(chosen) > LIMIT,
        editions=load([one.edition_id for one in chosen[window.start : window.end]], within),
        facets=facets.count(newest[:LIMIT], kinds=kinds, segments=segments),
        page=window.page,
        pages=window.pages,
        terms=(),
        relaxed=False,
    )


def _newest(within: EditionQuerySet) -> list[Faceted]:
    rows = within.order_by("-issued_at", "-pk").values_list("pk", "kind")[: LIMIT + 1]
    return list(with_segments(list(rows)))


def _narrowed(within: EditionQuerySet, kinds: Collection[str], segments: Collection[str]) -> EditionQuerySet:
    if kinds:
        within = within.filter(kind__in=kinds)
    if segments:
        within = within.filter(
            Exists(EditionSegment.objects.filter(edition=OuterRef("pk"), segment__in=segments))
        )
    return within
