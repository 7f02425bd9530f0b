"""What facets must know of editions."""

from collections.abc import Iterator, Sequence

from review.models import EditionSegment
from search.domain.facets import Faceted


def with_segments(editions: Sequence[tuple[int, str]]) -> Iterator[Faceted]:
    """Yield what facets must know of each (key, kind), in the same order, by one query."""
    segments: dict[int, set[str]] = {}
    rows = EditionSegment.objects.filter(edition__in=[key for key, _kind in editions])
    for edition_id, segment in rows.values_list("edition_id", "segment"):
        segments.setdefault(edition_id, set()).add(segment)
    for key, kind in editions:
        yield Faceted(key, kind, frozenset(segments.get(key, ())))
