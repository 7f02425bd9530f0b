"""What screening found and officers decided in a branch and below it: by rule, week, kind and branch."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Avg, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from content.kinds import kind_label
from core.domain.periods import Period
from people.enums import REVIEWING, Role
from people.models import Branch, User
from review.domain.screening.result import Severity
from review.enums import CaseStatus, LabelOrigin, LabelStatus
from review.models import Candidate, Case, KeptFinding, LabelledSentence
from review.queries.precedents import DECIDED
from review.queries.rule_sets import in_force

READING: Final = REVIEWING | {Role.LEAD, Role.OPERATOR, Role.AUDITOR}
"""Who is shown these numbers: who decides, who answers for a branch, and who audits."""

_SOON: Final = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1))
_TOOK: Final = ExpressionWrapper(F("closed_at") - F("opened_at"), output_field=DurationField())


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How many pieces a rule warned of or informed of, and how often it was called a false alarm.

    `agreed` of the `alarms` were accepted by the head office's compliance.
    """

    rule: str
    title: str
    warned: int
    informed: int
    alarms: int
    agreed: int


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The week that begins on `monday`: pieces submitted, and how many of these had a warning."""

    monday: date
    submitted: int
    warned: int


@dataclass(frozen=True, slots=True)
class PassRow:
    """Of `first` submissions decided, how many were approved at once. `code` is that of a branch below."""

    label: str
    first: int
    passed: int
    code: str = ""

    @property
    def share(self) -> float | None:
        return self.passed / self.first if self.first else None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Decided cases of a kind: within an hour, four hours, a day, later; within the due time; on average."""

    label: str
    within: tuple[int, int, int, int]
    in_time: int
    average: timedelta

    @property
    def decided(self) -> int:
        return sum(self.within)

    @property
    def hours(self) -> float:
        return self.average.total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class ScreeningNumbers:
    """What `branch` and those below it submitted and had decided in `period`."""

    branch: Branch
    period: Period
    by_rule: tuple[RuleRow, ...]
    by_week: tuple[WeekRow, ...]
    first_by_kind: tuple[PassRow, ...]
    first_by_branch: tuple[PassRow, ...]
    times: tuple[TimeRow, ...]


def reads_screening_numbers(user: User) -> bool:
    """Return whether `user` is shown these numbers at all; of which branches is `overseen_by`'s."""
    return user.branch is not None and bool(user.roles & READING)


def screening_numbers(user: User, branch: Branch, period: Period, rule: str = "") -> ScreeningNumbers:
    """Return the numbers of `branch` and below it, as far as `user` oversees it.

    Submissions count for the day on which they came, decisions for theirs; `rule` leaves the weeks with what
    that rule alone warned of. The database groups: rows read
    are as many as rules, weeks, kinds and branches, however long the history.
    """
    moments = _moments(period)
    submitted = Candidate.objects.overseen_by(user).filter(
        branch__path__startswith=branch.path, submitted_at__gte=moments[0], submitted_at__lt=moments[1]
    )
    found = KeptFinding.objects.overseen_by(user).filter(
        branch__path__startswith=branch.path, submitted_at__gte=moments[0], submitted_at__lt=moments[1]
    )
    closed = Case.objects.overseen_by(user).filter(
        branch__path__startswith=branch.path,
        status__in=DECIDED,
        closed_at__gte=moments[0],
        closed_at__lt=moments[1],
    )
    marked = LabelledSentence.objects.filter(
        case__in=Case.objects.overseen_by(user).filter(branch__path__startswith=branch.path).values("pk"),
        origin=LabelOrigin.FALSE_ALARM,
        proposed_at__gte=moments[0],
        proposed_at__lt=moments[1],
    )
    first = _first(closed)
    return ScreeningNumbers(
        branch,
        period,
        tuple(_by_rule(found, marked)),
        tuple(_by_week(submitted, found.filter(rule=rule) if rule else found, period)),
        tuple(_first_by_kind(first)),
        tuple(_first_by_branch(first, branch)),
        tuple(_times(closed)),
    )


def _moments(period: Period) -> tuple[datetime, datetime]:
    zone = ZoneInfo(settings.TIME_ZONE)
    return (
        datetime.combine(period.first, time.min, zone),
        datetime.combine(period.last + timedelta(days=1), time.min, zone),
    )


def _by_rule(found: QuerySet[KeptFinding], marked: QuerySet[LabelledSentence]) -> Iterator[RuleRow]:
    counts: dict[str, list[int]] = {}
    for rule, warned, informed in (
        found.order_by()
        .values_list("rule")
        .annotate(
            warned=Count("candidate", distinct=True, filter=~Q(severity=Severity.info.value)),
            informed=Count("candidate", distinct=True, filter=Q(severity=Severity.info.value)),
        )
    ):
        counts[rule] = [warned, informed, 0, 0]
    agreed = Count("pk", filter=Q(status=LabelStatus.ACCEPTED))
    for rule, alarms, accepted in (
        marked.order_by().values_list("rule").annotate(alarms=Count("pk"), agreed=agreed)
    ):
        counts.setdefault(rule, [0, 0, 0, 0])[2:] = [alarms, accepted]
    titles = {rule.id: rule.title for rule in in_force().rules}
    rows = [RuleRow(rule, titles.get(rule, ""), *numbers) for rule, numbers in counts.items()]
    yield from sorted(rows, key=lambda row: (-row.warned, -row.alarms, -row.informed, row.rule))


def _by_week(
    submitted: QuerySet[Candidate], found: QuerySet[KeptFinding], period: Period
) -> Iterator[WeekRow]:
    week = TruncWeek("submitted_at", tzinfo=ZoneInfo(settings.TIME_ZONE))
    pieces = dict(submitted.order_by().annotate(week=week).values_list("week").annotate(Count("pk")))
    grave = found.exclude(severity=Severity.info.value)
    warned = dict(
        grave.order_by().annotate(week=week).values_list("week").annotate(Count("candidate", distinct=True))
    )
    by_day = [{moment.date(): count for moment, count in one.items()} for one in (pieces, warned)]
    monday = period.first - timedelta(days=period.first.weekday())
    while monday <= period.last:
        yield WeekRow(monday, *(one.get(monday, 0) for one in by_day))
        monday += timedelta(days=7)


def _first(closed: QuerySet[Case]) -> list[tuple[str, str, bool, int]]:
    """Return (kind, path of the branch, whether approved, how many) of pieces' first submissions."""
    earlier = Candidate.objects.filter(
        component=OuterRef("candidate__component"), pk__lt=OuterRef("candidate")
    )
    again = Case.objects.filter(candidate=OuterRef("candidate"), pk__lt=OuterRef("pk"))
    grouped = (
        closed.filter(~Exists(earlier), ~Exists(again))
        .order_by()
        .values_list("candidate__kind", "branch__path", "status")
        .annotate(Count("pk"))
    )
    return [(kind, path, status == CaseStatus.APPROVED, count) for kind, path, status, count in grouped]


def _added(counted: list[tuple[str, bool, int]]) -> Mapping[str, tuple[int, int]]:
    first: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for key, approved, count in counted:
        first[key] += count
        passed[key] += count * approved
    return {key: (first[key], passed[key]) for key in first}


def _first_by_kind(found: list[tuple[str, str, bool, int]]) -> Iterator[PassRow]:
    sums = _added([(kind, approved, count) for kind, _path, approved, count in found])
    rows = [PassRow(str(kind_label(kind)), *numbers) for kind, numbers in sums.items()]
    yield from sorted(rows, key=lambda row: (-row.first, row.label))


def _first_by_branch(found: list[tuple[str, str, bool, int]], branch: Branch) -> Iterator[PassRow]:
    """Yield the branch by itself, then each directly below it with all below that, in the tree's order."""
    end = len(branch.path) + branch.steplen
    sums = _added([(path[:end], approved, count) for _kind, path, approved, count in found])
    yield PassRow(_("%(branch)s itself") % {"branch": branch.short_name}, *sums.get(branch.path, (0, 0)))
    below = Branch.objects.filter(path__startswith=branch.path, depth=branch.depth + 1).order_by("path")
    for one in below:
        yield PassRow(one.short_name, *sums.get(one.path, (0, 0)), one.code)


def _times(closed: QuerySet[Case]) -> Iterator[TimeRow]:
    hour, four, day = _SOON
    counted: dict[str, Any] = {
        "hour": Count("pk", filter=Q(took__lte=hour)),
        "four": Count("pk", filter=Q(took__gt=hour, took__lte=four)),
        "day": Count("pk", filter=Q(took__gt=four, took__lte=day)),
        "later": Count("pk", filter=Q(took__gt=day)),
        "in_time": Count("pk", filter=Q(closed_at__lte=F("due_at"))),
        "average": Avg("took"),
    }
    grouped: Iterable[Any] = (
        closed.order_by().annotate(took=_TOOK).values("candidate__kind").annotate(**counted)
    )
    rows = [
        TimeRow(
            str(kind_label(one["candidate__kind"])),
            (one["hour"], one["four"], one["day"], one["later"]),
            one["in_time"],
            one["average"],
        )
        for one in grouped
    ]
    yield from sorted(rows, key=lambda row: (-row.decided, row.label))
