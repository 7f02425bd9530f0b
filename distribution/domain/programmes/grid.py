"""The grid that holds for a branch: what branches above laid down, with what it changed itself. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from distribution.domain.programmes.entries import Entry

SLOTS = ("morning", "noon", "evening")
WEEKDAYS = range(1, 8)


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of the grid with the keys that it stands for: its own, and those of what it replaced."""

    entry: Entry
    stands_for: frozenset[int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Entries in the order of the day. `left_out`: inherited ones that are gone, each with what took it out;
    `adrift`: entries that stand for something which is no longer there, and therefore do nothing.
    """

    entries: tuple[Entry, ...]
    left_out: tuple[tuple[Entry, Entry], ...] = ()
    adrift: tuple[Entry, ...] = ()


def effective_grid(levels: Sequence[Sequence[Entry]], day: date) -> Grid:
    """Return the grid of `day` for the branch whose lineage's entries are `levels`, head office's first.

    At each level the week comes first, then what occasions add or take over. So a branch's own entry stays
    beside a festival of the head office, and an intermediate branch's replacement can be replaced again by
    naming either entry.
    """
    return _fold(levels, lambda entry: applies(entry, day))


def usual_grid(levels: Sequence[Sequence[Entry]], weekday: int) -> Grid:
    """Return the grid of `weekday` in a week without occasions, as `effective_grid` does."""
    return _fold(levels, lambda entry: entry.weekday == weekday)


def applies(entry: Entry, day: date) -> bool:
    """Return whether `entry` holds on `day`. An occasion without a date never does."""
    if entry.weekday is not None:
        return entry.weekday == day.isoweekday()
    return any(day in span for span in entry.spans)


def _fold(levels: Iterable[Sequence[Entry]], holds: Callable[[Entry], bool]) -> Grid:
    held: list[Held] = []
    left_out: list[tuple[Entry, Entry]] = []
    adrift: list[Entry] = []
    for level in levels:
        inherited = list(held)
        for entry in sorted(filter(holds, level), key=_week_first):
            taken = _taken(entry, held, inherited)
            if entry.mode in {"replace", "leave_out"} and not taken:
                adrift.append(entry)
                continue
            held = _without(held, taken, entry)
            left_out.extend((one.entry, entry) for one in taken)
    entries = sorted((one.entry for one in held), key=lambda entry: SLOTS.index(entry.slot))
    return Grid(tuple(entries), tuple(left_out), tuple(adrift))


def _week_first(entry: Entry) -> bool:
    return entry.weekday is None


def _taken(entry: Entry, held: Sequence[Held], inherited: Sequence[Held]) -> list[Held]:
    """Return what `entry` takes out. A branch replaces what it inherits, never what it laid down itself."""
    if entry.mode in {"replace", "leave_out"}:
        return [one for one in held if entry.replaces in one.stands_for and one in inherited]
    if entry.mode == "replace_slot":
        return [one for one in held if one.entry.slot == entry.slot and _share_customers(one.entry, entry)]
    return []


def _without(held: list[Held], taken: Sequence[Held], entry: Entry) -> list[Held]:
    """Return `held` with `entry` in the place of the first that it took, or at the end."""
    own = frozenset({entry.key}).union(*(one.stands_for for one in taken))
    newcomer = [] if entry.mode == "leave_out" else [Held(entry, own)]
    place = held.index(taken[0]) if taken else len(held)
    before = [one for one in held[:place] if one not in taken]
    after = [one for one in held[place:] if one not in taken]
    return [*before, *newcomer, *after]


def _share_customers(one: Entry, other: Entry) -> bool:
    return not one.segments or not other.segments or bool(one.segments & other.segments)
