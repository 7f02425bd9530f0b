"""Other systems that use the API, and their tokens."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.enums import Scope
from people.models.branch import Branch
from people.models.user import User


class ApiClient(models.Model):
    """Another system of the bank. It sees what its branch may use, exactly as a manager there does.

    Added by people.actions.add_api_client; a system that moves to another branch is a new client.
    """

    is_authenticated = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the system"), max_length=60, unique=True)
    branch = models.ForeignKey(Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(_("who answers for it"), max_length=120)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("connected system")
        verbose_name_plural = _("connected systems")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """The opaque id by which ledger and security log name this system."""
        return f"client:{self.public_id}"


class ApiToken(models.Model):
    """What a system shows to be let in: kept as a hash, known again by its prefix.

    Issued and revoked by people.actions; everything but its end and its last use is immutable.
    """

    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="tokens")
    prefix = models.CharField(_("begins with"), max_length=16, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    scopes = models.JSONField(_("opens"))
    expires_at = models.DateTimeField(_("expires at"))
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("token issued"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, help_text="Rounded down to the minute.")

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="api_token_expires_later")
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.prefix}…"

    def holds(self, at: datetime) -> bool:
        """Return whether it lets in at `at`."""
        return self.revoked_at is None and at < self.expires_at

    def opens(self, scope: Scope) -> bool:
        """Return whether it was given `scope`."""
        return scope.value in self.scopes

    @property
    def scope_labels(self) -> list[str]:
        return [str(scope.label) for scope in Scope if self.opens(scope)]
