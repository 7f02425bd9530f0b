"""What recalls ask of a manager."""

from django.db.models import F, QuerySet

from distribution.enums import RecallOutcome
from distribution.models import RecallTask
from people.models import User


def recall_tasks_of(manager: User) -> QuerySet[RecallTask]:
    """Return the manager's tasks, those to do first. Of the edition only title and number are to be shown."""
    return (
        RecallTask.objects.filter(manager=manager)
        .select_related("recall__edition")
        .defer("recall__edition__certificate")
        .order_by(F("answered_at").desc(nulls_first=True), "-asked_at")
    )


def pending_recalls(manager: User) -> int:
    """Return how many tasks the manager has still to answer."""
    return RecallTask.objects.filter(manager=manager, outcome=RecallOutcome.PENDING).count()
