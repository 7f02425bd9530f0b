"""What changed between two documents, passage by passage, for the officer's eye."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text and what happened to it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class PassageChange:
    """One passage with its stretches in reading order."""

    place: str
    stretches: tuple[Stretch, ...]


def changed_passages(before: Mapping[str, str], after: Mapping[str, str]) -> list[PassageChange]:
    """Return each passage (place -> text) that differs, in the order of `after`, then what is gone."""
    places = [*after, *(place for place in before if place not in after)]
    return [
        PassageChange(place, tuple(_stretches(before.get(place, ""), after.get(place, ""))))
        for place in places
        if before.get(place, "") != after.get(place, "")
    ]


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield Stretch(Change.SAME, before[start:end])
            continue
        if end > start:
            yield Stretch(Change.REMOVED, before[start:end])
        if new_end > new_start:
            yield Stretch(Change.ADDED, after[new_start:new_end])
