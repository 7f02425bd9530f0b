"""Effects outside the transaction, as rows written inside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxStatus(models.TextChoices):
    READY = "ready", _("Ready")
    SENDING = "sending", _("Sending")
    DONE = "done", _("Done")
    UNKNOWN = "unknown", _("Outcome unknown")
    DEAD = "dead", _("Given up")
    FOUND_SENT = "found_sent", _("Found to be sent")
    NOT_NEEDED = "not_needed", _("Not needed")


STUCK = frozenset({OutboxStatus.DEAD, OutboxStatus.UNKNOWN})
"""Nothing more happens by itself: a person looks into it. Never deleted."""

CLOSED = frozenset({OutboxStatus.FOUND_SENT, OutboxStatus.NOT_NEEDED})
"""What a person decided about a stuck message."""

FINISHED = CLOSED | {OutboxStatus.DONE}


class OutboxMessage(models.Model):
    """One event for one handler. The key makes announcing the same thing twice harmless.

    `attempts` counts the tries that were begun; `due_at` is when the next one is due, or when sending began.
    """

    topic = models.CharField(_("topic"), max_length=64)
    handler = models.CharField(_("handler"), max_length=64)
    object_key = models.CharField(_("object"), max_length=80)
    version = models.PositiveBigIntegerField(_("version"))
    payload = models.JSONField(default=dict)
    status = models.CharField(_("status"), max_length=16, choices=OutboxStatus, default=OutboxStatus.READY)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    announced_at = models.DateTimeField(_("announced"))
    due_at = models.DateTimeField(_("due"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["handler", "object_key", "version"], name="outbox_once_per_handler"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(status="ready"), name="outbox_ready"),
            models.Index(
                fields=["status", "due_at"],
                condition=models.Q(status__in=["sending", "unknown", "dead"]),
                name="outbox_open",
            ),
            models.Index(
                fields=["finished_at"],
                condition=models.Q(status__in=["done", "found_sent", "not_needed"]),
                name="outbox_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} -> {self.handler} ({self.object_key} v{self.version})"

    @property
    def ledger_subject(self) -> str:
        return f"outbox:{self.pk}"
