"""Ask for deletion: each manager who pulled a recalled edition, or opened a text with its words, gets a task.
Run by the outbox, once.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from distribution.models import Pull, RecallTask
from review.models import Recall


def ask_for_deletion(recall_id: UUID, at: datetime) -> int:
    """Make the tasks of a recall and return how many managers have one.

    The outbox holds the transaction; repeating it makes no second task. Lapsed pulls count too: what was
    copied may have been sent.
    """
    recall = Recall.objects.get(public_id=recall_id)
    of_it = Q(edition=recall.edition_id) | Q(opening_edition=recall.edition_id)
    managers = set(Pull.objects.filter(of_it).values_list("manager_id", flat=True))
    RecallTask.objects.bulk_create(
        [RecallTask(recall=recall, manager_id=pk, asked_at=at) for pk in sorted(managers)],
        ignore_conflicts=True,
    )
    return len(managers)
