"""Three-way comparison: what head office changed, what the branch changed, and where both changed the same.

Canonical documents go in. A place is "title", "product", "voice", "audience/segments", "audience/tier",
"validity/until", or "body/<type>" and "channels/<type>" for a block: of each type a document has at most
one, so a block that a branch deleted and wrote anew is still the same place. Inside a block, lists are paired
by the ids of their items and structs by their fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final

from content.domain.charts import CHART_ITEM
from content.domain.document import FOR_PERSONAS, Document, is_leaf

FIELDS: Final = ("title", "product", "voice", "audience/segments", "audience/tier", "validity/until")
STREAMS: Final = ("body", "channels")


EMPTY: Final[Mapping[str, Any]] = {FOR_PERSONAS: []}
"""What a document has only where it says something."""


class Absent(Enum):
    """What stands where a document has nothing, because null is a value there."""

    ABSENT = 1


ABSENT: Final = Absent.ABSENT


class Side(StrEnum):
    """Who changed a place since the base."""

    THEIRS = "theirs"
    OURS = "ours"
    SAME = "same"
    BOTH = "both"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes together; `ours` and `theirs` differ only at `conflicts`, paths below the place."""

    ours: Any
    theirs: Any
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in its three versions.

    BOTH: both changed it, at different points; `merged` holds both changes. CONFLICT: at the same point.
    """

    place: str
    side: Side
    base: Any
    theirs: Any
    ours: Any
    merged: Merged


def places(document: Document) -> dict[str, Any]:
    """Return what `document` says by place: fields as plain values, blocks without their ids.

    Drawn charts are left out: they are made anew from their table at each submission.
    """
    found = {
        "title": document["title"],
        "product": (document["product"] or {}).get("code"),
        "voice": document["voice"]["code"],
        "audience/segments": list(document["audience"]["segments"]),
        "audience/tier": document["audience"]["tier"],
        "validity/until": document["validity"]["until"],
    }
    for stream in STREAMS:
        found |= {f"{stream}/{block['type']}": _written(stream, block["value"]) for block in document[stream]}
    return found


def _written(stream: str, value: Any) -> Any:
    """What people wrote of a block. What a channel from before did not know yet is empty."""
    if stream == "channels":
        pictures = [item for item in value["pictures"] if item["id"] != CHART_ITEM]
        return {"variants": [], "action": [], **value, "pictures": pictures}
    if isinstance(value, Mapping):
        return {name: item for name, item in value.items() if name != CHART_ITEM}
    return value


def differences(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """Compare `places` of the version taken last, of the newest one, and of the branch's own draft.

    Returns every place that somebody changed, in the order of `theirs`, then what only the others have.
    """
    ordered = dict.fromkeys([*theirs, *ours, *base])
    return tuple(
        found
        for place in ordered
        if (found := _compared(place, *(one.get(place, ABSENT) for one in (base, theirs, ours)))).side
        is not Side.SAME
    )


def incoming(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return those of `found` in which head office changed something that the branch has not."""
    return tuple(one for one in found if one.side in {Side.THEIRS, Side.BOTH, Side.CONFLICT})


def _compared(place: str, base: Any, theirs: Any, ours: Any) -> Difference:
    return Difference(place, _side(base, theirs, ours), base, theirs, ours, merge(base, theirs, ours))


def _side(base: Any, theirs: Any, ours: Any) -> Side:
    if theirs == ours or (theirs == base and ours == base):
        return Side.SAME
    if ours == base:
        return Side.THEIRS
    if theirs == base:
        return Side.OURS
    return Side.CONFLICT if merge(base, theirs, ours).conflicts else Side.BOTH


def merge(base: Any, theirs: Any, ours: Any, path: str = "") -> Merged:
    """Bring the two changes of one value together. Where both changed the same point, that is a conflict."""
    if theirs in (ours, base):
        return Merged(ours, ours)
    if ours == base:
        return Merged(theirs, theirs)
    if all(_is_struct(one) for one in (base, theirs, ours)):
        return _merged_structs(base, theirs, ours, path)
    if all(_is_list(one) for one in (base, theirs, ours)):
        return _merged_lists(base, theirs, ours, path)
    return Merged(ours, theirs, (path,))


def _merged_structs(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any], path: str
) -> Merged:
    parts = {}
    for name in dict.fromkeys([*theirs, *ours]):
        missing = EMPTY.get(name, ABSENT)
        parts[name] = merge(
            base.get(name, missing), theirs.get(name, missing), ours.get(name, missing), f"{path}/{name}"
        )
    return Merged(
        {name: part.ours for name, part in parts.items() if part.ours != EMPTY.get(name, ABSENT)},
        {name: part.theirs for name, part in parts.items() if part.theirs != EMPTY.get(name, ABSENT)},
        tuple(conflict for part in parts.values() for conflict in part.conflicts),
    )


def _merged_lists(base: Sequence[Any], theirs: Sequence[Any], ours: Sequence[Any], path: str) -> Merged:
    by_id = [{item["id"]: item["value"] for item in one} for one in (base, theirs, ours)]
    old, new, own = by_id
    lead, other = (new, own) if list(own) == list(old) else (own, new)
    parts = {
        key: merge(old.get(key, ABSENT), new.get(key, ABSENT), own.get(key, ABSENT), f"{path}/{key}")
        for key in woven(list(lead), list(other))
    }
    return Merged(
        [{"id": key, "value": part.ours} for key, part in parts.items() if part.ours is not ABSENT],
        [{"id": key, "value": part.theirs} for key, part in parts.items() if part.theirs is not ABSENT],
        tuple(conflict for part in parts.values() for conflict in part.conflicts),
    )


def woven(lead: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """Yield all names in the order of `lead`; what only `other` has follows what it follows there."""
    followers: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in other:
        if key in lead:
            anchor = key
        else:
            followers.setdefault(anchor, []).append(key)
    yield from followers.get(None, [])
    for key in lead:
        yield key
        yield from followers.get(key, [])


def _is_struct(value: Any) -> bool:
    return isinstance(value, Mapping) and not is_leaf(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) and "id" in one for one in value)
