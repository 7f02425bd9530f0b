"""What a recall asks of each manager who pulled."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from distribution.enums import RecallOutcome
from people.models import User
from review.models import Recall


class RecallTask(models.Model):
    """One manager's task for one recall. Declared done by distribution.actions.declare_recall_outcome."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="tasks")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recall_tasks")
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=RecallOutcome, default=RecallOutcome.PENDING
    )
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("recall task")
        verbose_name_plural = _("recall tasks")
        ordering = ["answered_at", "-asked_at"]
        constraints = [models.UniqueConstraint(fields=["recall", "manager"], name="recall_task_once")]
        indexes = [models.Index(fields=["manager", "outcome"], name="recall_task_mine")]

    def __str__(self) -> str:
        return f"{self.recall} ({self.manager})"
