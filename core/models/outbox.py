"""Effects outside the transaction, as rows written inside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxStatus(models.TextChoices):
    READY = "ready", _("Ready")
    SENDING = "sending", _("Sending")
    DONE = "done", _("Done")
    UNKNOWN = "unknown", _("Outcome unknown")
    DEAD = "dead", _("Given up")


class OutboxMessage(models.Model):
    """One event for one handler. The key makes announcing the same thing twice harmless."""

    topic = models.CharField(max_length=64)
    handler = models.CharField(max_length=64)
    object_key = models.CharField(max_length=80)
    version = models.PositiveBigIntegerField()
    payload = models.JSONField(default=dict)
    status = models.CharField(max_length=16, choices=OutboxStatus, default=OutboxStatus.READY)
    attempts = models.PositiveIntegerField(default=0)
    announced_at = models.DateTimeField()
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handler", "object_key", "version"], name="outbox_once_per_handler"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(status="ready"), name="outbox_ready"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} -> {self.handler} ({self.object_key} v{self.version})"
