"""The week of a programme, as its page shows it, in a number of queries that does not grow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from content.enums import Slot, Weekday
from content.models import Product, Tag, WeeklyColumn
from core.clock import business_day
from distribution.domain.programmes.entries import Entry, Shelved
from distribution.domain.programmes.grid import effective_grid, usual_grid
from distribution.domain.programmes.selecting import fits, select
from distribution.domain.programmes.troubles import Trouble, is_due, troubles
from distribution.domain.slots import Times, windows
from distribution.models import Programme, ProgrammeEntry
from distribution.queries.programmes import Level, levels_of, row_of
from distribution.queries.shelf import shelf
from people.models import Branch


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes in entries are called; what is out of use or gone is in `gone`."""

    tags: Mapping[str, str]
    columns: Mapping[str, str]
    products: Mapping[str, str]
    gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry in a cell. `inherited_from` is the short name of the branch above that has it, `taken_by`
    the own entry that leaves it out or stands in its place.
    """

    entry: Entry
    inherited_from: str
    taken_by: Entry | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    weekday: Weekday
    slot: Slot
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An entry for a festival or days of its own; `days` are the next ones, empty if it has none ahead."""

    shown: Shown
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class DayTroubles:
    """What is wrong with a day ahead."""

    day: date
    found: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A programme's week: a row of cells for each weekday, its occasions, the times of its slots."""

    rows: tuple[tuple[Weekday, tuple[Cell, ...]], ...]
    occasions: tuple[Occasion, ...]
    times: Mapping[str, Times]
    names: Names
    troubles: tuple[DayTroubles, ...]
    entries: Mapping[int, Entry]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an entry would select today: the chosen titles, how many fit, whether it asks for nothing."""

    titles: tuple[str, ...]
    fitting: int
    asks_for_nothing: bool
    stand_in: str
    waits: bool


def week_of(programme: Programme, at: datetime, days_ahead: int) -> Week:
    """Return the week of `programme` and what is wrong with today and `days_ahead` days."""
    today = business_day(at)
    levels = levels_of(programme, today)
    lines = [level.entries for level in levels]
    branches = dict(
        Branch.objects.filter(pk__in=[level.branch for level in levels]).values_list("path", "short_name")
    )
    own = programme.branch.path
    rows = tuple(
        (Weekday(str(weekday)), tuple(_cells(lines, weekday, own, branches))) for weekday in range(1, 8)
    )
    entries = {entry.key: entry for line in lines for entry in line}
    return Week(
        rows,
        tuple(_occasions(entries.values(), today, own, branches)),
        {slot: times for level in levels for slot, times in level.times.items()},
        names_of(entries.values()),
        tuple(_troubles(levels, own, today, at, days_ahead)),
        entries,
    )


def names_of(entries: Iterable[Entry]) -> Names:
    """Return what the tags, columns and products in `entries` are called. Three queries."""
    selectors = [entry.selector for entry in entries]
    tags = {code for selector in selectors for code in selector.tags}
    columns = {selector.column for selector in selectors} - {""}
    products = {selector.product for selector in selectors} - {""}
    tag_rows = list(Tag.objects.filter(code__in=tags).values_list("code", "name", "is_active"))
    column_rows = list(WeeklyColumn.objects.filter(code__in=columns).values_list("code", "name", "is_active"))
    in_use = {f"tag:{code}" for code, _name, is_active in tag_rows if is_active}
    in_use |= {f"column:{code}" for code, _name, is_active in column_rows if is_active}
    asked = {f"tag:{code}" for code in tags} | {f"column:{code}" for code in columns}
    return Names(
        {code: name for code, name, _active in tag_rows},
        {code: name for code, name, _active in column_rows},
        dict(Product.objects.filter(code__in=products).values_list("code", "name")),
        frozenset(asked - in_use),
    )


def preview_of(entry: ProgrammeEntry, at: datetime) -> Preview:
    """Return what `entry`, saved or not, would select today by itself."""
    branch = entry.programme.branch
    today = business_day(at)
    row = row_of(entry, branch.path, range(today.year - 1, today.year + 2))
    levels = levels_of(entry.programme, today) if entry.programme.pk else ()
    times = {slot: own for level in levels for slot, own in level.times.items()}
    due = windows(today, times, timezone.get_default_timezone())
    offered = _offered(branch, due[row.slot].opens, due[row.slot].closes)
    found = select([row], offered, due, {})
    return Preview(
        tuple(one.edition.title for one in found.chosen if not one.is_stand_in),
        sum(fits(row, one, due[row.slot]) for one in offered),
        row.selector.asks_for_nothing,
        next((one.edition.title for one in found.chosen if one.is_stand_in), ""),
        bool(found.waits),
    )


def _offered(branch: Branch, start: datetime, end: datetime) -> list[Shelved]:
    lineage = branch.lineage_paths()
    return [one for one in shelf(start, end, lineage) if one.branch_path in lineage]


def _cells(
    lines: Sequence[Sequence[Entry]], weekday: int, own: str, branches: Mapping[str, str]
) -> Iterable[Cell]:
    grid = usual_grid(lines, weekday)
    taken = [(gone, by) for gone, by in grid.left_out if by.branch_path == own and gone.branch_path != own]
    for slot in Slot:
        shown = [Shown(one, _above(one, own, branches)) for one in grid.entries if one.slot == slot]
        shown += [Shown(one, _above(one, own, branches), by) for one, by in taken if one.slot == slot]
        shown += [Shown(one, "") for one in grid.adrift if one.slot == slot and one.branch_path == own]
        yield Cell(Weekday(str(weekday)), slot, tuple(shown))


def _occasions(
    entries: Iterable[Entry], today: date, own: str, branches: Mapping[str, str]
) -> Iterable[Occasion]:
    for entry in entries:
        if entry.weekday is None:
            ahead = sorted((span.first, span.last) for span in entry.spans if span.last >= today)
            yield Occasion(Shown(entry, _above(entry, own, branches)), ahead[0] if ahead else None)


def _above(entry: Entry, own: str, branches: Mapping[str, str]) -> str:
    return "" if entry.branch_path == own else branches[entry.branch_path]


def _troubles(
    levels: Sequence[Level], own: str, today: date, at: datetime, days_ahead: int
) -> Iterable[DayTroubles]:
    lines = [level.entries for level in levels]
    times = {slot: own_times for level in levels for slot, own_times in level.times.items()}
    start = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    offered = list(shelf(min(at, start), start + timedelta(days=days_ahead + 2), _paths(own)))
    for number in range(days_ahead + 1):
        day = today + timedelta(days=number)
        grid = effective_grid(lines, day)
        due = windows(day, times, timezone.get_default_timezone())
        found = troubles(grid, select(grid.entries, offered, due, {}), (), offered, due)
        if due_now := tuple(one for one in found if is_due(one, day, today)):
            yield DayTroubles(day, due_now)


def _paths(path: str) -> list[str]:
    step = Branch.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]
