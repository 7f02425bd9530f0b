"""How many of what was found there are of each kind and for each segment."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Faceted:
    """What facets must know of an edition that was found."""

    edition_id: int
    kind: str
    segments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by code, the most frequent first. Each is taken under the other's choice, not under its own."""

    kinds: Counts
    segments: Counts

    @classmethod
    def of(cls, kinds: Iterable[tuple[str, int]], segments: Iterable[tuple[str, int]]) -> Self:
        return cls(kinds=_ordered(kinds), segments=_ordered(segments))


def count(found: Collection[Faceted], *, kinds: Collection[str], segments: Collection[str]) -> Facets:
    """Return the facets of `found` under what is chosen; nothing chosen means everything."""
    by_kind = Counter(one.kind for one in found if _in_segments(one, segments))
    by_segment = Counter(segment for one in found if _of_kinds(one, kinds) for segment in one.segments)
    return Facets.of(by_kind.items(), by_segment.items())


def chosen(one: Faceted, *, kinds: Collection[str], segments: Collection[str]) -> bool:
    """Return whether the edition is among what is chosen."""
    return _of_kinds(one, kinds) and _in_segments(one, segments)


def _of_kinds(one: Faceted, kinds: Collection[str]) -> bool:
    return not kinds or one.kind in kinds


def _in_segments(one: Faceted, segments: Collection[str]) -> bool:
    return not segments or not one.segments.isdisjoint(segments)


def _ordered(counts: Iterable[tuple[str, int]]) -> Counts:
    return dict(sorted(counts, key=lambda item: (-item[1], item[0])))
