"""Declare a recall's outcome: the manager says what became of the post."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.clock import business_day
from core.models import Stream
from distribution.enums import DECLARABLE, RecallOutcome
from distribution.models import RecallTask
from distribution.queries.recalls import tasks_asked_of
from people.models import User


@action("declare recall outcome")
def declare_recall_outcome(task_id: UUID, outcome: RecallOutcome, *, actor: User, at: datetime) -> RecallTask:
    """Answer the task.

    Whoever stands in for the manager may, too. Raises RecallTask.DoesNotExist for anybody else's task,
    ValueError for an outcome that cannot be declared, Conflict if it was answered otherwise already.
    """
    if outcome not in DECLARABLE:
        raise ValueError(outcome)
    asked = tasks_asked_of(actor, business_day(at)).select_for_update(of=("self",))
    task: RecallTask = asked.select_related("manager").get(public_id=task_id)
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
        payload={
            "manager": task.manager.actor,
            "outcome": outcome.value,
            **({"answered_by": actor.actor} if task.manager_id != actor.pk else {}),
        },
    )
    return task
