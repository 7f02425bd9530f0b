"""What is wrong with what a day selects: gaps, clashes, and pieces that end before their slot. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from distribution.domain.programmes.entries import Entry, Selection, Shelved
from distribution.domain.programmes.grid import Grid
from distribution.domain.programmes.selecting import matches
from distribution.domain.slots import Window


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to look at. `code` is one of TroubleCode; `titles` the pieces that it is about, `number` how
    many there are of what is counted.
    """

    code: str
    slot: str
    entry: int | None = None
    titles: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """An edition in a slot, whoever put it there."""

    slot: str
    edition: Shelved


def troubles(
    grid: Grid,
    selection: Selection,
    by_hand: Sequence[Placed],
    shelf: Iterable[Shelved],
    windows: Mapping[str, Window],
) -> tuple[Trouble, ...]:
    """Return what is wrong with a day: its `grid`, what that selects, and what was put there by hand."""
    shelf = tuple(shelf)
    placed = [*by_hand, *(Placed(one.entry.slot, one.edition) for one in selection.chosen)]
    return (
        *(Trouble("replaces_nothing", entry.slot, entry.key) for entry in grid.adrift),
        *_of_entries(grid.entries, selection, shelf, windows),
        *_ending(placed, windows),
        *_twice(placed, "same_product", lambda one: one.product),
        *_twice(placed, "same_merchant", lambda one: one.merchant),
        *_one_place(grid.entries),
    )


def is_due(trouble: Trouble, day: date, today: date) -> bool:
    """Return whether `trouble` of `day` is worth a word today: tomorrow's brief is not late yet."""
    return trouble.code != "awaited" or day == today


def _of_entries(
    entries: Iterable[Entry], selection: Selection, shelf: Sequence[Shelved], windows: Mapping[str, Window]
) -> Iterator[Trouble]:
    waits = {entry.key for entry in selection.waits}
    for entry in entries:
        window = windows[entry.slot]
        chosen = [
            one.edition for one in selection.chosen if one.entry.key == entry.key and not one.is_stand_in
        ]
        if entry.selector.asks_for_nothing:
            yield Trouble("everything", entry.slot, entry.key, number=selection.fitting[entry.key])
        if entry.key in waits:
            titles = tuple(
                one.edition.title
                for one in selection.chosen
                if one.entry.key == entry.key and one.is_stand_in
            )
            yield Trouble("awaited", entry.slot, entry.key, titles)
        elif not chosen:
            yield Trouble("nothing", entry.slot, entry.key)
        elif len(chosen) < entry.how_many:
            yield Trouble("fewer", entry.slot, entry.key, number=len(chosen))
        if len(chosen) < entry.how_many:
            ended = tuple(
                one.title
                for one in shelf
                if one.ends_at <= window.opens
                and (not entry.segments or entry.segments & one.segments)
                and not entry.selector.asks_for_nothing
                and matches(entry.selector, one, window)
            )
            if ended:
                yield Trouble("ends_before", entry.slot, entry.key, ended, len(ended))


def _ending(placed: Iterable[Placed], windows: Mapping[str, Window]) -> Iterator[Trouble]:
    for one in placed:
        window = windows[one.slot]
        if one.edition.ends_at <= window.opens:
            yield Trouble("ends_before", one.slot, titles=(one.edition.title,), number=1)
        elif one.edition.ends_at < window.closes:
            yield Trouble("ends_during", one.slot, titles=(one.edition.title,), number=1)


def _twice(placed: Iterable[Placed], code: str, of: Callable[[Shelved], str]) -> Iterator[Trouble]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in placed:
        if what := of(one.edition):
            found.setdefault((one.slot, what), []).append(one.edition.title)
    for (slot, _what), titles in found.items():
        if len(titles) > 1:
            yield Trouble(code, slot, titles=tuple(titles), number=len(titles))


def _one_place(entries: Iterable[Entry]) -> Iterator[Trouble]:
    """Yield each second entry of a place for the same customers in a slot."""
    placed = [entry for entry in entries if entry.selector.place]
    for first, second in combinations(placed, 2):
        is_same = (first.slot, first.selector.place) == (second.slot, second.selector.place)
        if is_same and (not first.segments or not second.segments or first.segments & second.segments):
            yield Trouble("same_place", second.slot, second.key, (second.selector.place,))
