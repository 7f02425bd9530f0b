"""An edition out of use for the time being, and its return. Both immutable; its status says which."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.models.edition import Edition


class Suspension(models.Model):
    """Written by review.actions.suspend. `suspended_by` is empty where the bank's policy did it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="suspensions")
    number = models.PositiveSmallIntegerField(help_text="Counts an edition's suspensions, from one.")
    reason = models.TextField(_("reason"))
    suspended_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suspended by"),
    )
    suspended_at = models.DateTimeField(_("suspended"))

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="suspension_once")]

    def __str__(self) -> str:
        return f"{self.edition} ({self.number})"


class Resumption(models.Model):
    """The end of a suspension, written by review.actions.resume."""

    suspension = models.OneToOneField(Suspension, on_delete=models.PROTECT, related_name="resumption")
    reason = models.TextField(_("reason"))
    resumed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(_("resumed"))

    class Meta:
        verbose_name = _("resumption")
        verbose_name_plural = _("resumptions")

    def __str__(self) -> str:
        return str(self.suspension)
