"""Cases: locking one, the queue of those that wait for a reader, and who may decide."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from people.enums import REVIEWING
from people.models import User
from people.queries.authority import oversees
from review.enums import ROLE_OF_LEVEL, CaseStatus, Level
from review.models import CandidateAuthor, Case, Decision

HEAVY = ("candidate__document", "candidate__screening__result")
"""Columns that lists leave in the database."""


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """One level of a case: passed with this decision, waiting now, or still to come."""

    level: Level
    decision: Decision | None
    is_current: bool


def lock_case(public_id: UUID) -> Case:
    """Return the case with its row locked. The caller holds a transaction. Raises Case.DoesNotExist."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related(
            "candidate__component",
            "candidate__screening",
            "candidate__branch",
            "branch",
            "screening",
            "renews",
        )
        .get(public_id=public_id)
    )


def queue_of(user: User) -> QuerySet[Case]:
    """Return the open cases that wait at a level which `user` reads, most urgent first.

    `is_own` tells those that the user wrote or submitted: shown, so that nobody looks for them, but not
    to be decided.
    """
    return overseen_cases(user).filter(_waiting_for(user)).order_by("due_at", "pk")


def waiting_count(user: User) -> int:
    """Return how many cases wait that `user` may decide as far as authorship goes."""
    if not user.roles & REVIEWING:
        return 0
    own = CandidateAuthor.objects.filter(candidate=OuterRef("candidate"), user=user)
    return Case.objects.overseen_by(user).filter(_waiting_for(user)).exclude(Exists(own)).count()


def overseen_cases(user: User) -> QuerySet[Case]:
    """Return every case of the user's branch and those below it, newest first, with what a list shows."""
    own = CandidateAuthor.objects.filter(candidate=OuterRef("candidate"), user=user)
    cases: QuerySet[Case] = (
        Case.objects.overseen_by(user)
        .select_related("candidate__submitted_by", "candidate__screening", "branch")
        .defer(*HEAVY)
        .annotate(is_own=Exists(own))
        .order_by("-opened_at", "-pk")
    )
    return cases


def progress_of(case: Case) -> list[LevelProgress]:
    """Return the levels of `case` in order. Two queries."""
    decided = {one.level: one for one in case.decisions.select_related("officer")}
    return [
        LevelProgress(Level(one.level), decided.get(one.level), one.level == case.current_level)
        for one in case.levels.all()
    ]


def hindrance(case: Case, user: User) -> str | None:
    """Return in words why `user` cannot decide `case` now, or None. The rule is review.actions.decide's."""
    if case.status != CaseStatus.OPEN:
        return _("This case is closed.")
    if ROLE_OF_LEVEL[Level(case.current_level)] not in user.roles or not oversees(user, case.branch):
        return _("It waits for another role: %(level)s.") % {"level": case.get_current_level_display()}
    if case.candidate.authors.filter(user=user).exists():
        return _("You wrote or submitted this. Somebody else must decide.")
    if case.decisions.filter(officer=user).exists():
        return _("You decided an earlier level of this case. Somebody else must decide this one.")
    return None


def is_overdue(case: Case, at: datetime) -> bool:
    """Return whether the case is open past its due time."""
    return case.status == CaseStatus.OPEN and case.due_at < at


def _waiting_for(user: User) -> Q:
    levels = [level for level, role in ROLE_OF_LEVEL.items() if role in user.roles]
    return Q(status=CaseStatus.OPEN, current_level__in=levels)
