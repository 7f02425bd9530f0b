"""The plan of some days: what is written, read, issued and ending, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from wagtail.permissions import policy_registry

from content import registry
from content.domain.calendar import KnownYears, Span, festival_spans, is_business_day, is_trading_day
from content.domain.planning import Column, Gap, Piece, PieceState, column_gaps, lacks_brief
from content.enums import ComponentState, DayTable, Slot
from content.kinds import MORNING_BRIEF
from content.kinds.base import start_of_day
from content.models import Component, Festival, WeeklyColumn
from content.queries.addresses import page_address
from content.queries.calendar import day_names, known_years, unverified_years
from core.clock import business_day
from people.models import User


@dataclass(frozen=True)
class Entry:
    """One piece on one day: on its first day, or (`ends`) an edition on its last."""

    piece: Piece
    ends: bool = False

    @property
    def state(self) -> str:
        """The code that lists filter by."""
        return "expiring" if self.ends else self.piece.state.value


@dataclass(frozen=True)
class Filters:
    """What the reader wants to see. Gaps follow the branch alone: looking away does not fill them."""

    branch_path: str = ""
    kind: str = ""
    state: str = ""

    def shows(self, entry: Entry) -> bool:
        return (
            entry.piece.branch_path.startswith(self.branch_path)
            and self.kind in {"", entry.piece.kind}
            and self.state in {"", entry.state}
        )


@dataclass(frozen=True)
class PlanDay:
    """One day. `business` and `trading` are None where the year is not known."""

    day: date
    business: bool | None
    trading: bool | None
    name: str
    is_today: bool
    festivals: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    entries: tuple[Entry, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def is_off(self) -> bool:
        return self.business is False

    @property
    def is_made_up(self) -> bool:
        """Whether this is a weekend that is worked."""
        return self.business is True and self.day.isoweekday() > 5


@dataclass(frozen=True)
class Plan:
    """Days in order. `unknown`: the tables and years nobody has entered; `unverified`: those not compared;
    `undated`: the festivals that the year of the middle day does not have.
    """

    days: Sequence[PlanDay]
    unknown: tuple[tuple[DayTable, int], ...] = ()
    unverified: Sequence[str] = field(default=())
    undated: Sequence[str] = field(default=())


def plan(user: User, first: date, last: date, at: datetime, filters: Filters = Filters()) -> Plan:
    """Return the plan of the days from `first` to `last` as `user` may see it, gaps from the day of `at` on.

    Columns of branches above are shown; a gap is only what the user's own branch and those below owe. The
    brief is owed by the head office. The number of queries does not depend on how much there is.
    """
    today = business_day(at)
    bank, exchange = known_years(DayTable.BANK), known_years(DayTable.EXCHANGE)
    names = day_names(DayTable.BANK, first, last)
    festivals = _festivals(first, last)
    columns = _columns(user)
    pieces = _pieces(user, first, last, at)
    entries = [entry for entry in _entries(pieces) if filters.shows(entry)]
    owed = [column for column in columns if _is_owed(column, user, filters)]
    owes_brief = _owes_brief(user, filters)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        trading = is_trading_day(day, exchange)
        gaps: tuple[Gap, ...] = ()
        if day >= today:
            brief = (Gap(MORNING_BRIEF.code, Slot.MORNING.value),)
            gaps = brief if owes_brief and trading and lacks_brief(day, pieces) else ()
            gaps += column_gaps(day, owed, pieces)
        days.append(
            PlanDay(
                day,
                business=is_business_day(day, bank),
                trading=trading,
                name=names.get(day, ""),
                is_today=day == today,
                festivals=tuple(name for name, spans in festivals if any(day in span for span in spans)),
                columns=tuple(column for column in columns if column.weekday == day.isoweekday()),
                entries=tuple(entry for entry in entries if _day_of(entry) == day),
                gaps=gaps,
            )
        )
    return Plan(
        days,
        tuple(_unknown(bank, exchange, first, last)),
        unverified_years(first, last),
        tuple(_undated(festivals, (first + (last - first) / 2).year)),
    )


def _unknown(
    bank: KnownYears, exchange: KnownYears, first: date, last: date
) -> Iterable[tuple[DayTable, int]]:
    for year in range(first.year, last.year + 1):
        if year not in bank:
            yield DayTable.BANK, year
        if year not in exchange:
            yield DayTable.EXCHANGE, year


def _festivals(first: date, last: date) -> list[tuple[str, list[Span]]]:
    years = range(first.year - 1, last.year + 1)
    found = []
    for festival in Festival.objects.all():
        spans = [span for year in years for span in festival_spans(festival.reckoning, year)]
        found.append((festival.name, spans))
    return found


def _undated(festivals: Iterable[tuple[str, list[Span]]], year: int) -> Iterable[str]:
    """Not every year has a 腊八, a thirtieth day of the twelfth month, or a 29 February."""
    for name, spans in festivals:
        if not any(span.first.year == year for span in spans):
            yield name


def _columns(user: User) -> list[Column]:
    owned = WeeklyColumn.objects.overseen_by(user) | WeeklyColumn.objects.usable_by(user)
    return [
        Column(
            column.pk,
            column.code,
            column.name,
            column.kind,
            column.slot,
            int(column.weekday),
            column.branch.short_name,
            column.branch.path,
        )
        for column in owned.filter(is_active=True).select_related("branch")
    ]


def _is_owed(column: Column, user: User, filters: Filters) -> bool:
    own = user.branch.path if user.branch else None
    return own is not None and column.branch_path.startswith(filters.branch_path or own)


def _owes_brief(user: User, filters: Filters) -> bool:
    return (
        user.branch is not None
        and user.branch.is_head_office
        and filters.branch_path in {"", user.branch.path}
    )


def _pieces(user: User, first: date, last: date, at: datetime) -> list[Piece]:
    """Return drafts, pieces in review and editions. A draft that is an edition's revision is left out."""
    start, end = start_of_day(first), start_of_day(last + timedelta(days=1))
    issued = list(registry.issued_pieces(user, start, end, at)) if registry.issued_pieces else []
    sent = {(piece.component, piece.revision) for piece in issued}
    drafts = _drafts(user, start, end)
    return [piece for piece in drafts if (piece.component, piece.revision) not in sent] + issued


def _drafts(user: User, start: datetime, end: datetime) -> list[Piece]:
    overlapping = Q(valid_from__lt=end) & (Q(valid_until__isnull=True) | Q(valid_until__gt=start))
    filling = Q(column__isnull=False) | Q(kind=MORNING_BRIEF.code)
    found = (
        Component.objects.overseen_by(user)
        .filter(Q(valid_from__gte=start, valid_from__lt=end) | (overlapping & filling))
        .exclude(state=ComponentState.CLOSED)
        .select_related("branch")
        .defer("body", "channels")
    )
    components = list(found)
    briefs = [one.pk for one in components if one.kind == MORNING_BRIEF.code]
    bodies = Component.objects.filter(pk__in=briefs).only("body")
    market_days = {one.pk: _market_day(one) for one in bodies}
    writes = policy_registry.get_by_type(Component).user_has_permission(user, "add")
    return [_piece(one, market_days.get(one.pk), _view_of(one, writes)) for one in components]


def _view_of(component: Component, writes: bool) -> str:
    return "edit" if writes and component.state == ComponentState.DRAFT else "inspect"


def _market_day(component: Component) -> date | None:
    for block in component.body.raw_data:
        if block["type"] == "market_day" and block["value"].get("market_date"):
            return date.fromisoformat(block["value"]["market_date"])
    return None


def _piece(component: Component, market_day: date | None, view: str) -> Piece:
    assert component.valid_from is not None  # noqa: S101  (the query asked for it)
    first = business_day(component.valid_from)
    until = component.valid_until
    last = business_day(until - timedelta(microseconds=1)) if until else first
    return Piece(
        component.pk,
        component.latest_revision_id,
        str(component),
        component.kind,
        component.branch.short_name,
        component.branch.path,
        PieceState(component.state),
        str(component.get_state_display()),
        first,
        max(first, last),
        page_address(component.kind, component.pk, view),
        column=component.column_id,
        brief_day=(market_day or first) if component.kind == MORNING_BRIEF.code else None,
    )


def _entries(pieces: Iterable[Piece]) -> Iterable[Entry]:
    for piece in pieces:
        yield Entry(piece)
        if piece.state is PieceState.ISSUED and piece.last != (piece.brief_day or piece.first):
            yield Entry(piece, ends=True)


def _day_of(entry: Entry) -> date:
    return entry.piece.last if entry.ends else entry.piece.brief_day or entry.piece.first
