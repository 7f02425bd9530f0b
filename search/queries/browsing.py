"""What there is, without a word asked: everything, newest first."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef

from review.models import EditionSegment
from review.models.edition import EditionQuerySet
from search.domain.facets import Facets
from search.queries.found import Found, Window, load


def browse(
    within: EditionQuerySet, *, kinds: Collection[str], segments: Collection[str], page: int, per_page: int
) -> Found:
    """Return a page of `within`, newest first, with exact counts."""
    of_kinds, in_segments = _of_kinds(within, kinds), _in_segments(within, segments)
    chosen = _in_segments(of_kinds, segments)
    by_kind = dict(in_segments.order_by().values_list("kind").annotate(Count("pk")))
    by_segment = (
        EditionSegment.objects.filter(edition__in=of_kinds.order_by().values("pk"))
        .values_list("segment")
        .annotate(Count("pk"))
    )
    total = sum(count for kind, count in by_kind.items() if not kinds or kind in kinds)
    window = Window.of(total, page, per_page)
    newest = chosen.order_by("-issued_at", "-pk").values_list("pk", flat=True)
    return Found(
        total=total,
        capped=False,
        editions=load(list(newest[window.start : window.end]), within),
        facets=Facets.of(by_kind.items(), by_segment),
        page=window.page,
        pages=window.pages,
        terms=(),
        relaxed=False,
    )


def _of_kinds(within: EditionQuerySet, kinds: Collection[str]) -> EditionQuerySet:
    return within.filter(kind__in=kinds) if kinds else within


def _in_segments(within: EditionQuerySet, segments: Collection[str]) -> EditionQuerySet:
    if not segments:
        return within
    return within.filter(Exists(EditionSegment.objects.filter(edition=OuterRef("pk"), segment__in=segments)))
