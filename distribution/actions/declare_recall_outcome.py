"""Declare a recall's outcome: the manager says what became of the post."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from distribution.enums import DECLARABLE, RecallOutcome
from distribution.models import RecallTask
from people.models import User


@action("declare recall outcome")
def declare_recall_outcome(task_id: UUID, outcome: RecallOutcome, *, actor: User, at: datetime) -> RecallTask:
    """Answer the task.

    Raises RecallTask.DoesNotExist for another manager's task, ValueError for an outcome that cannot be
    declared, Conflict if it was answered otherwise already.
    """
    if outcome not in DECLARABLE:
        raise ValueError(outcome)
    task: RecallTask = RecallTask.objects.select_for_update(of=("self",)).get(
        public_id=task_id, manager=actor
    )
    if task.outcome == outcome:
        return task
    if task.outcome != RecallOutcome.PENDING:
        raise Conflict(
            _("You have answered this already: %(outcome)s.") % {"outcome": task.get_outcome_display()}
        )
    task.outcome = outcome
    task.answered_at = at
    task.save(update_fields=["outcome", "answered_at"])
    ledger.append(
        Stream.PULLS,
        "recall.answered",
        subject=f"recall_task:{task.public_id}",
        at=at,
        payload={"manager": actor.actor, "outcome": outcome.value},
    )
    return task
