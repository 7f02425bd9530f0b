"""What recalls ask of a manager."""

from datetime import date
from typing import Final

from django.db.models import BigIntegerField, DateField, F, Q, QuerySet

from core.prepared import Parameter, Prepared
from distribution.enums import RecallOutcome
from distribution.models import RecallTask
from people.models import User
from people.queries.stand_ins import stood_in_for


def tasks_asked_of(manager: User | Parameter, day: date | Parameter) -> QuerySet[RecallTask]:
    """Return the manager's own tasks, and on `day` those of whom the manager stands in for."""
    return RecallTask.objects.filter(Q(manager=manager) | Q(manager__in=stood_in_for(manager, day)))


def recall_tasks_of(manager: User, day: date) -> QuerySet[RecallTask]:
    """Return the tasks asked of the manager on `day`, those to do first. Of the edition only title and number
    are to be shown.
    """
    return (
        tasks_asked_of(manager, day)
        .select_related("recall__edition", "manager")
        .defer("recall__edition__certificate")
        .order_by(F("answered_at").desc(nulls_first=True), "-asked_at")
    )


_PENDING: Final = Prepared(
    lambda manager, day: (
        tasks_asked_of(manager, day).filter(outcome=RecallOutcome.PENDING).order_by().values_list("pk")
    ),
    manager=BigIntegerField(),
    day=DateField(),
)


def pending_recalls(manager: User, day: date) -> int:
    """Return how many tasks the manager has still to answer on `day`."""
    return len(_PENDING.rows(manager=manager.pk, day=day))
