"""Which editions the entries of a day select. Pure and repeatable: the same rows give the same answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain

from distribution.domain.programmes.entries import Chosen, Entry, Selection, Selector, Shelved
from distribution.domain.slots import Window

MEALS: Mapping[str, tuple[time, time]] = {
    "breakfast": (time(6), time(10)),
    "lunch": (time(11), time(14)),
    "afternoon_tea": (time(14), time(17)),
    "dinner": (time(17), time(21)),
    "supper": (time(21), time(23, 59)),
}
"""An offer suits a meal if it holds at some time of these hours (house practice)."""


def select(
    entries: Sequence[Entry],
    shelf: Collection[Shelved],
    windows: Mapping[str, Window],
    shown: Mapping[int, date],
    kept: Collection[int] = (),
) -> Selection:
    """Return what `entries` select from `shelf`, entry by entry, an edition at most once a day.

    First comes what fits best (more of the wanted tags, then the nearer branch, then the narrower audience),
    then what was not shown lately or longest ago (`shown`: by edition the day on which it was shown last),
    then the freshest, then the newer key. `kept` are editions that are laid out or were taken out by hand.
    """
    by_kind = _by_kind(shelf)
    taken = set(kept)
    chosen: list[Chosen] = []
    waits: list[Entry] = []
    fitting: dict[int, int] = {}
    for entry in entries:
        window = windows[entry.slot]
        found = [one for one in _offered(entry, shelf, by_kind) if fits(entry, one, window)]
        fitting[entry.key] = len(found)
        free = sorted(
            (one for one in found if one.key not in taken), key=lambda one: _order(entry, one, shown)
        )
        own = [Chosen(entry, one) for one in free[: entry.how_many]]
        if entry.awaits and not any(one.kind == entry.awaits for one in found):
            waits.append(entry)
            own += _stand_in(entry, shelf, window, {*taken, *(one.edition.key for one in own)})
        chosen += own
        taken.update(one.edition.key for one in own)
    return Selection(tuple(chosen), tuple(waits), fitting)


def fits(entry: Entry, one: Shelved, window: Window) -> bool:
    """Return whether `entry` may select the edition for `window`: it is what is looked for, and may be used
    at some time while the slot is open.
    """
    return (
        _is_in_time(one, window)
        and (not entry.segments or bool(entry.segments & one.segments))
        and matches(entry.selector, one, window)
    )


def matches(wanted: Selector, one: Shelved, window: Window) -> bool:
    """Return whether the edition is what `wanted` asks for, whatever its validity."""
    return (
        (not wanted.kinds or one.kind in wanted.kinds)
        and (not wanted.tags or bool(wanted.tags & one.tags))
        and wanted.column in {"", one.column}
        and wanted.product in {"", one.product}
        and wanted.voice in {"", one.voice}
        and (not wanted.persona or wanted.persona in one.personas)
        and (not wanted.place or wanted.place in one.places)
        and (not wanted.meal or _suits_meal(one, wanted.meal, window))
    )


def _by_kind(shelf: Iterable[Shelved]) -> Mapping[str, Sequence[Shelved]]:
    found: dict[str, list[Shelved]] = {}
    for one in shelf:
        found.setdefault(one.kind, []).append(one)
    return found


def _offered(
    entry: Entry, shelf: Iterable[Shelved], by_kind: Mapping[str, Sequence[Shelved]]
) -> Iterable[Shelved]:
    """Return what is worth looking at for `entry`: a shelf is large, and most of it is of other kinds."""
    kinds = entry.selector.kinds
    return chain.from_iterable(by_kind.get(kind, ()) for kind in sorted(kinds)) if kinds else shelf


def _is_in_time(one: Shelved, window: Window) -> bool:
    return one.begins_at < window.closes and one.ends_at > window.opens


def _suits_meal(one: Shelved, meal: str, window: Window) -> bool:
    if one.offer_from is None or one.offer_until is None:
        return False
    begins, ends = (datetime.combine(window.day, moment, window.opens.tzinfo) for moment in MEALS[meal])
    return one.offer_from < ends and one.offer_until > begins


def _order(entry: Entry, one: Shelved, shown: Mapping[int, date]) -> tuple[object, ...]:
    narrow = len(one.segments) if entry.segments else 0
    return (
        -len(entry.selector.tags & one.tags),
        -len(one.branch_path),
        narrow,
        shown.get(one.key, date.min),
        -one.issued_at.timestamp(),
        -one.key,
    )


def _stand_in(entry: Entry, shelf: Iterable[Shelved], window: Window, taken: Collection[int]) -> list[Chosen]:
    """Return the edition in the place of what is awaited: the one that was named, or the freshest of its kind
    for these customers; nothing if there is none.
    """
    free = [
        one
        for one in shelf
        if one.key not in taken
        and _is_in_time(one, window)
        and (not entry.segments or bool(entry.segments & one.segments))
    ]
    named = [one for one in free if one.component == entry.stand_in]
    others = [one for one in free if one.kind == entry.stand_in_kind]
    ranked = sorted(named or others, key=lambda one: (one.issued_at, one.key))
    return [Chosen(entry, ranked[-1], is_stand_in=True)] if ranked else []
