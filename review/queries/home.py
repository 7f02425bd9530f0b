"""What the desk's home page tells each role of review. Each is a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from content.kinds.base import end_of_day
from core.models import LedgerRecord, Stream
from people.models import User
from review.enums import NEEDS_REASONS, CaseStatus, EditionStatus
from review.models import Candidate, Case, Decision, Edition
from review.queries.cases import HEAVY, queue_of
from review.queries.editions import overseen_editions

REFUSALS_OF = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a reader: the most urgent cases, how many in all, how many of them are overdue."""

    first: Sequence[Case]
    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True)
class BranchCounts:
    """How a branch and those below it stand."""

    waiting: int
    overdue: int
    in_force: int
    lapsing: int


def queue_for(user: User, at: datetime, shown: int) -> Queue:
    """Return what waits for `user`, most urgent first. Two queries."""
    waiting = queue_of(user)
    counted = waiting.order_by().aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
    return Queue(list(waiting[:shown]), counted["all"], counted["late"])


def returned_to(user: User) -> QuerySet[Case]:
    """Return the cases that were returned or refused to their author and not submitted again since, newest
    first; `words` holds the decisions that say why.
    """
    newer = Candidate.objects.filter(component=OuterRef("candidate__component"), pk__gt=OuterRef("candidate"))
    why = Decision.objects.filter(verdict__in=NEEDS_REASONS).select_related("officer")
    return (
        _of_author(user)
        .filter(status__in=[CaseStatus.RETURNED, CaseStatus.REFUSED])
        .exclude(Exists(newer))
        .prefetch_related(Prefetch("decisions", queryset=why, to_attr="words"))
        .order_by("-closed_at", "-pk")
    )


def submitted_by(user: User) -> QuerySet[Case]:
    """Return the open cases of what `user` wrote or submitted, the next due first."""
    return _of_author(user).filter(status=CaseStatus.OPEN).order_by("due_at", "pk")


def lapsing_today(user: User, at: datetime) -> QuerySet[Edition]:
    """Return what `user` oversees and goes out of force before the day of `at` ends, the next first."""
    found: QuerySet[Edition] = (
        overseen_editions(user).recorded().filter(_lapsing(at)).order_by("valid_until", "pk")
    )
    return found


def branch_counts(user: User, at: datetime) -> BranchCounts:
    """Return how the branch of `user` and those below it stand at `at`. Two queries."""
    cases = Case.objects.overseen_by(user).filter(status=CaseStatus.OPEN)
    counted = cases.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
    in_force = Q(status=EditionStatus.ISSUED, valid_from__lte=at, valid_until__gt=at)
    editions = Edition.objects.overseen_by(user).aggregate(
        in_force=Count("pk", filter=in_force), lapsing=Count("pk", filter=_lapsing(at))
    )
    return BranchCounts(counted["all"], counted["late"], editions["in_force"], editions["lapsing"])


def recent_refusals(at: datetime) -> int:
    """Return how many attempts were refused in the week before `at`."""
    return LedgerRecord.objects.filter(
        stream=Stream.DECISIONS, event="attempt.refused", at__gt=at - REFUSALS_OF
    ).count()


def _lapsing(at: datetime) -> Q:
    return Q(
        status=EditionStatus.ISSUED, valid_from__lte=at, valid_until__gt=at, valid_until__lte=end_of_day(at)
    )


def _of_author(user: User) -> QuerySet[Case]:
    cases: QuerySet[Case] = (
        Case.objects.overseen_by(user)
        .filter(Q(candidate__component__created_by=user) | Q(candidate__submitted_by=user))
        .select_related("candidate")
        .defer(*(name for name in HEAVY if "screening" not in name))
    )
    return cases
