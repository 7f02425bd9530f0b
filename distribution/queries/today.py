"""What lies ready for a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField

from core.clock import business_day
from core.prepared import Prepared
from distribution.domain.slots import Window
from distribution.models import Package, PackageItem, PackageWait
from distribution.queries.editions import visible_editions
from distribution.queries.slots import windows_for
from people.models import ApiClient, User, lineage_of
from review.models import Edition


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One edition in one slot of a package, by primary key and hash.

    `purpose` is a code of Purpose, empty where it was put there by hand; `segments` whom it was laid out for,
    empty: everybody it is approved for.
    """

    slot: str
    edition_id: int
    edition_sha256: str
    purpose: str = ""
    segments: tuple[str, ...] = ()
    is_stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """A slot is open, and an edition of this kind that belongs there is not issued yet."""

    slot: str
    kind: str


@dataclass(frozen=True, slots=True)
class LaidOutDay:
    """A day as it is served: when its slots are due, what lies in them, what is still awaited."""

    day: date
    windows: Mapping[str, Window]
    items: tuple[LaidOut, ...]
    awaited: tuple[Awaited, ...]


@dataclass(frozen=True, slots=True)
class _Visible:
    edition_id: int
    edition_sha256: str
    kind: str


_PACKAGES: Final = Prepared(
    lambda lineage, day: (
        Package.objects.owned_along(lineage)
        .filter(day=day)
        .order_by("branch__depth", "pk")
        .values_list("pk", "is_built")
    ),
    lineage=CharField(),
    day=DateField(),
)
_ITEMS: Final = Prepared(
    lambda packages: (
        PackageItem.objects.filter(package__pk__in=packages)
        .order_by("package__branch__depth", "package_id", "position", "pk")
        .values("slot", "edition_id", "entry_id", "purpose", "segments", "is_stand_in")
    ),
    packages=BigIntegerField(),
)
_IN_FORCE: Final = Prepared(
    lambda lineage, at, keys: (
        Edition.objects.owned_along(lineage)
        .readable(at)
        .filter(pk__in=keys)
        .order_by()
        .values_list("pk", "edition_sha256", "kind")
    ),
    lineage=CharField(),
    at=DateTimeField(),
    keys=BigIntegerField(),
)


def laid_out(user: User | ApiClient, day: date, at: datetime) -> list[LaidOut]:
    """Return what the packages of `day` hold that `user` may use, head office's first."""
    return list(day_of(user, day, at).items)


def served_days(user: User | ApiClient, at: datetime) -> list[LaidOutDay]:
    """Return the day of `at` in business time and, before it, yesterday while a slot of it is still open."""
    today = business_day(at)
    days = (today - timedelta(days=1), today)
    windows = windows_for(user, days)
    return [
        _day(user, day, at, windows[day])
        for day in days
        if day == today or any(one.is_open(at) for one in windows[day].values())
    ]


def day_of(user: User | ApiClient, day: date, at: datetime) -> LaidOutDay:
    """Return what lies ready for `user` on `day`.

    That is what the own branch and those above packed by hand, and what was built for the nearest of them.

    Each edition is checked again here, so what was recalled or has lapsed since is gone from the package, and
    what was issued since takes the place of its stand-in before anything is built anew. A stand-in is shown
    from the opening of its slot on. Six queries at most; editions are asked for by their keys, so the cost
    follows the package, not the library.
    """
    return _day(user, day, at, windows_for(user, (day,))[day])


def nearest_built(user: User | ApiClient, day: date) -> int | None:
    """Return the built package that serves `user` on `day`, by its primary key. One query."""
    return _packages(user, day)[1]


def _day(user: User | ApiClient, day: date, at: datetime, windows: Mapping[str, Window]) -> LaidOutDay:
    packages, built = _packages(user, day)
    items = _ITEMS.rows(packages=packages)
    visible = _visible(user, at, {item["edition_id"] for item in items})
    waits = {wait.entry_id: wait for wait in PackageWait.objects.filter(package=built)} if built else {}
    laid = {
        (item["slot"], visible[item["edition_id"]].kind)
        for item in items
        if item["edition_id"] in visible and not item["is_stand_in"]
    }
    waits = {key: wait for key, wait in waits.items() if (wait.slot, wait.kind) not in laid}
    issued = _issued_since(user, at, waits)
    open_waits = {key: wait for key, wait in waits.items() if key not in issued}
    found = [
        LaidOut(
            item["slot"],
            item["edition_id"],
            visible[item["edition_id"]].edition_sha256,
            item["purpose"],
            tuple(item["segments"]),
            item["is_stand_in"],
        )
        for item in items
        if item["edition_id"] in visible
        and (
            not item["is_stand_in"] or (item["entry_id"] in open_waits and at >= windows[item["slot"]].opens)
        )
    ]
    late = [
        LaidOut(waits[key].slot, one.edition_id, one.edition_sha256, segments=tuple(waits[key].segments))
        for key, one in issued.items()
    ]
    awaited = dict.fromkeys(
        Awaited(wait.slot, wait.kind) for wait in open_waits.values() if windows[wait.slot].is_open(at)
    )
    return LaidOutDay(day, windows, (*late, *found), tuple(awaited))


def _packages(user: User | ApiClient, day: date) -> tuple[list[int], int | None]:
    """Return the packages that count, and which of them was built."""
    rows = _PACKAGES.rows(lineage=lineage_of(user), day=day)
    built = [pk for pk, is_built in rows if is_built]
    nearest = built[-1] if built else None
    return [pk for pk, is_built in rows if not is_built or pk == nearest], nearest


def _visible(user: User | ApiClient, at: datetime, keys: set[int]) -> dict[int, _Visible]:
    rows = _IN_FORCE.rows(lineage=lineage_of(user), at=at, keys=sorted(keys))
    return {row[0]: _Visible(*row) for row in rows}


def _issued_since(
    user: User | ApiClient, at: datetime, waits: Mapping[int, PackageWait]
) -> dict[int, _Visible]:
    """Return, by what waits, the newest edition in force of the kind and for the customers that it waits
    for.
    """
    kinds = {wait.kind for wait in waits.values()}
    if not kinds:
        return {}
    editions = visible_editions(user, at).filter(kind__in=kinds).order_by("issued_at", "pk")
    rows = list(editions.values_list("pk", "edition_sha256", "kind", "segments__segment"))
    return {
        key: _Visible(*row[:3])
        for key, wait in waits.items()
        for row in rows
        if row[2] == wait.kind and (not wait.segments or row[3] in wait.segments)
    }
