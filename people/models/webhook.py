"""Where another system wants to be told of what happens, and what it was told."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealed import unseal
from people.enums import WebhookEvent
from people.models.api import ApiClient
from people.models.user import User

SEALED_FOR = "people.webhook"
LONGEST_ADDRESS = 300


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def present(self) -> "WebhookQuerySet":
        """Return those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def switched_on(self) -> "WebhookQuerySet":
        """Return those that are told of what happens."""
        return self.present().filter(switched_off_at__isnull=True)


class Webhook(models.Model):
    """An address of a connected system, told of events that the system may see, and signed for it.

    Added, removed and given secrets by people.actions. Where it leads and what it is told never change: for
    another address another webhook is added. `failing_since`: no delivery has succeeded since.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="webhooks")
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    events = models.JSONField(_("told of"))
    secret = models.TextField(help_text="Sealed.")
    former_secret = models.TextField(blank=True, help_text="Sealed.")
    former_until = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    switched_off_at = models.DateTimeField(_("switched off"), null=True)
    removed_at = models.DateTimeField(_("removed"), null=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["client", "pk"]

    def __str__(self) -> str:
        return self.address

    @property
    def key_prefix(self) -> str:
        """How the keys of its messages in the outbox begin."""
        return f"webhook:{self.pk}:"

    @property
    def event_labels(self) -> list[str]:
        return [str(event.label) for event in WebhookEvent if event.value in self.events]

    def secrets_at(self, at: datetime) -> list[str]:
        """Return the secrets that sign at `at`, the newest first."""
        sealed = [self.secret]
        if self.former_until is not None and at < self.former_until:
            sealed.append(self.former_secret)
        return [unseal(one, SEALED_FOR) for one in sealed]


class WebhookDelivery(models.Model):
    """One thing told to one webhook: its body, and what came of it. The outbox holds when it is tried again.

    `message_id` follows from webhook, event and what it is about: the same thing is told once.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    message_id = models.CharField(max_length=40)
    event = models.CharField(_("event"), max_length=32)
    body = models.TextField()
    made_at = models.DateTimeField(_("made"))
    tries = models.PositiveIntegerField(_("tries"), default=0)
    said = models.CharField(_("answer"), max_length=200, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    dropped_at = models.DateTimeField(_("not needed any more"), null=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "message_id"], name="webhook_delivery_once")
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"

    @property
    def is_settled(self) -> bool:
        """Nothing more is sent of it."""
        return self.delivered_at is not None or self.dropped_at is not None
