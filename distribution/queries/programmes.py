"""Programmes as the pure rules take them: levels of entries from the head office down to a branch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from content.domain.calendar import Span, festival_spans
from content.kinds import MORNING_BRIEF
from distribution.domain.programmes.entries import Entry, Selector
from distribution.domain.slots import Times, Window, windows
from distribution.models import Programme, ProgrammeEntry
from distribution.queries.packages import LAYING_OUT
from people.models import Branch, User

STEP = Branch.steplen


@dataclass(frozen=True, slots=True)
class Level:
    """A branch's programme in use on some day, ready for the rules."""

    programme: int
    title: str
    branch: int
    branch_path: str
    entries: tuple[Entry, ...]
    times: Mapping[str, Times]


@dataclass(frozen=True, slots=True)
class Plans:
    """The programmes in use on `day`, by the path of their branch."""

    day: date
    levels: Mapping[str, Level]

    def lineage(self, path: str) -> tuple[Level, ...]:
        """Return the levels that hold for the branch at `path`, head office's first."""
        above = (path[:end] for end in range(STEP, len(path) + 1, STEP))
        return tuple(self.levels[one] for one in above if one in self.levels)

    def entries(self, path: str) -> tuple[tuple[Entry, ...], ...]:
        """Return the entries that hold for the branch at `path`, level by level."""
        return tuple(level.entries for level in self.lineage(path))

    def windows(self, path: str) -> dict[str, Window]:
        """Return when the slots of the day are due for the branch at `path`."""
        times = {slot: own for level in self.lineage(path) for slot, own in level.times.items()}
        return windows(self.day, times, timezone.get_default_timezone())


def own_programmes(user: User) -> QuerySet[Programme]:
    """Return the programmes of the user's own branch, for those who lay out packages."""
    if user.branch is None or not user.roles & LAYING_OUT:
        return Programme.objects.none()
    programmes: QuerySet[Programme] = Programme.objects.filter(branch=user.branch)
    return programmes


def plans_of(day: date) -> Plans:
    """Return every programme in use on `day`. Of two of one branch the one that began later counts. Three
    queries.
    """
    levels = (_level(programme, day) for programme in _in_use(day))
    return Plans(day, {level.branch_path: level for level in levels})


def times_above(plans: Plans, path: str) -> Mapping[str, Times]:
    """Return the times of slots that the branch at `path` inherits."""
    return {slot: times for level in plans.lineage(path[:-STEP]) for slot, times in level.times.items()}


def levels_of(programme: Programme, day: date) -> tuple[Level, ...]:
    """Return the levels of `programme`: those above it that are in use on `day`, and itself, whether it is in
    use or not.
    """
    above = plans_of(day).lineage(programme.branch.path[:-STEP])
    own = Programme.objects.filter(pk=programme.pk).select_related("branch").prefetch_related(*_WITH)
    return (*above, *(_level(one, day) for one in own))


def row_of(entry: ProgrammeEntry, branch_path: str, years: Iterable[int]) -> Entry:
    """Return the entry as the rules take it, its festival reckoned for `years`."""
    kinds = frozenset(entry.kinds)
    has_stand_in = bool(entry.stand_in_id or entry.stand_in_kind)
    return Entry(
        key=entry.pk,
        slot=entry.slot,
        mode=entry.mode,
        weekday=int(entry.weekday) if entry.weekday else None,
        spans=spans_of(entry, years),
        segments=frozenset(entry.segments),
        selector=Selector(
            kinds=kinds,
            tags=frozenset(entry.tags),
            column=entry.column.code if entry.column else "",
            product=entry.product.code if entry.product else "",
            persona=entry.persona,
            voice=entry.voice,
            place=entry.place,
            meal=entry.meal,
        ),
        how_many=entry.how_many,
        purpose=entry.purpose,
        replaces=entry.replaces_id,
        awaits=_awaits(kinds, has_stand_in),
        stand_in=entry.stand_in.component_id if entry.stand_in else None,
        stand_in_kind=entry.stand_in_kind,
        branch_path=branch_path,
    )


def spans_of(entry: ProgrammeEntry, years: Iterable[int]) -> tuple[Span, ...]:
    """Return the days of an occasion: those of its festival that begin in `years`, or its own."""
    if entry.festival is not None:
        reckoning = entry.festival.reckoning
        return tuple(span for year in years for span in festival_spans(reckoning, year))
    if entry.first_day is not None and entry.last_day is not None:
        return (Span(entry.first_day, entry.last_day),)
    return ()


def _awaits(kinds: frozenset[str], has_stand_in: bool) -> str:
    """Managers are told to wait for the brief, which comes late at times, and for what has a stand-in."""
    if MORNING_BRIEF.code in kinds:
        return MORNING_BRIEF.code
    return min(kinds, default="") if has_stand_in else ""


_ENTRIES = ProgrammeEntry.objects.select_related("column", "product", "festival", "stand_in", "programme")
_WITH = (Prefetch("entries", queryset=_ENTRIES), "slots")


def _in_use(day: date) -> QuerySet[Programme]:
    programmes: QuerySet[Programme] = (
        Programme.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), is_active=True, starts__lte=day)
        .select_related("branch")
        .prefetch_related(*_WITH)
        .order_by("starts", "pk")
    )
    return programmes


def _level(programme: Programme, day: date) -> Level:
    path = programme.branch.path
    years = range(day.year - 1, day.year + 2)
    return Level(
        programme.pk,
        programme.title,
        programme.branch_id,
        path,
        tuple(row_of(entry, path, years) for entry in programme.entries.all()),
        {slot.slot: Times(slot.begins, slot.ends) for slot in programme.slots.all()},
    )
