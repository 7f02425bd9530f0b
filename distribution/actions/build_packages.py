"""Build packages: lay out what the programmes select for a day, branch by branch.

A branch has a package of its own if it has a programme of its own, or if its own editions make a difference;
every other branch is served by the package of the nearest branch above. So head office's package of a day is
built once, not once a branch.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core import outbox
from distribution.domain.programmes.entries import Chosen, Entry, Selection, Shelved
from distribution.domain.programmes.grid import effective_grid
from distribution.domain.programmes.selecting import select
from distribution.domain.programmes.troubles import Placed, Trouble, troubles
from distribution.models import Package, PackageDay, PackageItem, PackageWait
from distribution.queries.programmes import STEP, Plans, plans_of
from distribution.queries.shelf import shelf
from people.models import Branch

Fields = tuple[int | None, str, int, str, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a day in one branch and in none above it, and the purposes of the day's entries."""

    branch: int
    troubles: tuple[Trouble, ...]
    purposes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Built:
    """What building a day did: how many branches have a package of their own, how many packages changed, and
    what is to be told.
    """

    packages: int
    changed: int
    told: tuple[Told, ...]


def build_day(day: date, at: datetime) -> Built:
    """Build the packages of `day`, writing only what differs. Hold no transaction.

    What was put into a package by hand stays, and what was taken out by hand stays out. The day counts as
    fresh before anything is read, so that what happens meanwhile marks it stale again, and as built when all
    is done. A branch's package is written in a transaction of its own.
    """
    PackageDay.objects.update_or_create(day=day, defaults={"is_stale": False, "built_at": None})
    desk = _Desk(day, at)
    served: dict[str, Selection] = {}
    known: dict[str, set[Trouble]] = {}
    told: list[Told] = []
    changed = 0
    for path in desk.nodes():
        grid = effective_grid(desk.plans.entries(path), day)
        windows = desk.plans.windows(path)
        offered = desk.offered(path)
        selection = select(grid.entries, offered, windows, desk.shown(path), desk.kept(path))
        above = [one for one in _lineage(path)[:-1] if one in served]
        if desk.has_own_say(path) or not above or not _is_same(selection, served[above[-1]]):
            served[path] = selection
            changed += desk.write(path, selection)
        found = troubles(grid, selection, desk.by_hand(path, offered), offered, windows)
        known_above = set().union(*(known[one] for one in above))
        known[path] = {*found, *known_above}
        purposes = {entry.key: entry.purpose for entry in (*grid.entries, *grid.adrift)}
        own = tuple(one for one in found if one not in known_above)
        told.append(Told(desk.branches[path], own, purposes))
    changed += desk.clear(served)
    PackageDay.objects.filter(day=day).update(built_at=at)
    return Built(len(served), changed, tuple(told))


def _is_same(one: Selection, other: Selection) -> bool:
    return (one.chosen, one.waits) == (other.chosen, other.waits)


def _lineage(path: str) -> list[str]:
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


class _Desk:
    """All that building a day looks at, read at once, in a number of queries that does not grow."""

    def __init__(self, day: date, at: datetime) -> None:
        self.day, self.at = day, at
        self.plans: Plans = plans_of(day)
        start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        self._shelf: dict[str, list[Shelved]] = {}
        for one in shelf(min(at, start), start + timedelta(days=2)):
            self._shelf.setdefault(one.branch_path, []).append(one)
        self.branches: dict[str, int] = dict(Branch.objects.values_list("path", "pk"))
        packages = Package.objects.filter(day=day).select_related("branch").prefetch_related("items")
        self._packages: dict[str, list[Package]] = {}
        for package in packages.prefetch_related("left_out", "waits"):
            self._packages.setdefault(package.branch.path, []).append(package)
        self._shown = self._last_shown()

    def nodes(self) -> list[str]:
        """Return the paths of the branches that may need a package of their own, those above first."""
        own = {*self.plans.levels, *self._shelf, *self._packages}
        return sorted(path for path in own if self.has_own_say(path) or any(self.plans.entries(path)))

    def has_own_say(self, path: str) -> bool:
        """Return whether the branch at `path` has a programme, or a built package changed by hand."""
        return path in self.plans.levels or self._is_changed_by_hand(path)

    def offered(self, path: str) -> list[Shelved]:
        """Return what the branch at `path` may use."""
        return [one for above in _lineage(path) for one in self._shelf.get(above, ())]

    def shown(self, path: str) -> dict[int, date]:
        """Return when each edition was last laid out for the branch at `path`."""
        found: dict[int, date] = {}
        for above in _lineage(path):
            for edition, day in self._shown.get(above, {}).items():
                found[edition] = max(day, found.get(edition, day))
        return found

    def kept(self, path: str) -> set[int]:
        """Return what is laid out for the branch by hand, and what was taken out of its package by hand."""
        built = self._built(path)
        left_out = {one.edition_id for one in built.left_out.all()} if built else set()
        return left_out | {item.edition_id for item in self._items_by_hand(path)}

    def by_hand(self, path: str, offered: Iterable[Shelved]) -> list[Placed]:
        """Return what is laid out for the branch by hand, as far as it may be used."""
        known = {one.key: one for one in offered}
        items = self._items_by_hand(path)
        return [Placed(item.slot, known[item.edition_id]) for item in items if item.edition_id in known]

    def write(self, path: str, selection: Selection) -> bool:
        """Make the branch's package hold `selection`; return whether anything was written."""
        package = self._built(path)
        wanted = {one.edition.key: _fields(number, one) for number, one in enumerate(selection.chosen)}
        items = [item for item in package.items.all() if item.is_built] if package else []
        present = {item.edition_id: _fields_of(item) for item in items}
        waits = {entry.key: entry for entry in selection.waits}
        if package is not None and present == wanted and _is_waiting_for(package, waits):
            return False
        with transaction.atomic():
            package = package or self._new(path)
            PackageItem.objects.filter(
                pk__in=[item.pk for item in items if wanted.get(item.edition_id) != present[item.edition_id]]
            ).delete()
            PackageItem.objects.bulk_create(
                _item(package, one, number)
                for number, one in enumerate(selection.chosen)
                if present.get(one.edition.key) != wanted[one.edition.key]
            )
            package.waits.all().delete()
            PackageWait.objects.bulk_create(
                PackageWait(
                    package=package,
                    entry_id=key,
                    slot=entry.slot,
                    kind=entry.awaits,
                    segments=sorted(entry.segments),
                )
                for key, entry in waits.items()
            )
            self._announce(package)
        return True

    def clear(self, served: Container[str]) -> int:
        """Delete the built packages of branches that need none of their own any more; return how many."""
        gone = [
            package.pk
            for path, packages in self._packages.items()
            for package in packages
            if package.is_built and path not in served
        ]
        Package.objects.filter(pk__in=gone).delete()
        return len(gone)

    def _built(self, path: str) -> Package | None:
        return next((one for one in self._packages.get(path, ()) if one.is_built), None)

    def _is_changed_by_hand(self, path: str) -> bool:
        built = self._built(path)
        return built is not None and (
            bool(built.left_out.all()) or any(not item.is_built for item in built.items.all())
        )

    def _items_by_hand(self, path: str) -> list[PackageItem]:
        """Return the items of packages made by hand from here up, and those put into the own built one."""
        return [
            item
            for above in _lineage(path)
            for package in self._packages.get(above, ())
            if not package.is_built or above == path
            for item in package.items.all()
            if not item.is_built
        ]

    def _announce(self, package: Package) -> None:
        version = int(self.at.timestamp() * 1000)
        told: outbox.Payload = {"package": package.pk, "version": version}
        outbox.announce("package.built", f"package:{package.pk}", version, told, self.at)

    def _new(self, path: str) -> Package:
        made: Package = Package.objects.create(
            branch_id=self.branches[path],
            day=self.day,
            title=self.plans.lineage(path)[-1].title,
            is_built=True,
            created_at=self.at,
        )
        return made

    def _last_shown(self) -> Mapping[str, Mapping[int, date]]:
        first = self.day - timedelta(days=settings.ARMOURY_NOT_SHOWN_AGAIN_DAYS)
        rows = (
            PackageItem.objects.filter(package__day__gte=first, package__day__lt=self.day)
            .order_by()
            .values_list("package__branch__path", "edition")
            .annotate(last=Max("package__day"))
        )
        found: dict[str, dict[int, date]] = {}
        for path, edition, last in rows:
            found.setdefault(path, {})[edition] = last
        return found


def _is_waiting_for(package: Package, waits: Mapping[int, Entry]) -> bool:
    present = {wait.entry_id: (wait.slot, wait.kind, wait.segments) for wait in package.waits.all()}
    wanted = {key: (entry.slot, entry.awaits, sorted(entry.segments)) for key, entry in waits.items()}
    return present == wanted


def _fields(number: int, one: Chosen) -> Fields:
    entry = one.entry
    return (entry.key, entry.slot, number, entry.purpose, tuple(sorted(entry.segments)), one.is_stand_in)


def _fields_of(item: PackageItem) -> Fields:
    return (
        item.entry_id,
        item.slot,
        item.position,
        item.purpose,
        tuple(item.segments),
        item.is_stand_in,
    )


def _item(package: Package, one: Chosen, number: int) -> PackageItem:
    entry: Entry = one.entry
    return PackageItem(
        package=package,
        edition_id=one.edition.key,
        slot=entry.slot,
        position=number,
        is_built=True,
        entry_id=entry.key,
        purpose=entry.purpose,
        segments=sorted(entry.segments),
        is_stand_in=one.is_stand_in,
    )
