"""Cases: locking one, and the queue of those that wait for a reader."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from people.models import User
from review.enums import ROLE_OF_LEVEL, CaseStatus
from review.models import CandidateAuthor, Case


def lock_case(public_id: UUID) -> Case:
    """Return the case with its row locked. The caller holds a transaction. Raises Case.DoesNotExist."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("candidate__component", "candidate__screening", "candidate__branch", "branch")
        .get(public_id=public_id)
    )


def queue_of(user: User) -> QuerySet[Case]:
    """Return the open cases that wait at a level which `user` reads, most urgent first.

    `is_own` tells those that the user wrote or submitted: shown, so that nobody looks for them, but not to be decided.
    """
    levels = [level for level, role in ROLE_OF_LEVEL.items() if role in user.roles]
    own = CandidateAuthor.objects.filter(candidate=OuterRef("candidate"), user=user)
    queue: QuerySet[Case] = (
        Case.objects.overseen_by(user)
        .filter(status=CaseStatus.OPEN, current_level__in=levels)
        .select_related("candidate__submitted_by", "candidate__screening", "branch")
        .annotate(is_own=Exists(own))
        .order_by("due_at", "pk")
    )
    return queue
