"""Who stands in for whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User


class StandIn(models.Model):
    """From `first_day` on a colleague does what comes up for somebody, until `last_day` or for good.

    Written by people.actions.hand_over; immutable. Of two that hold on one day the newer counts.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    colleague = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField(_("first day"), help_text="In business time.")
    last_day = models.DateField(_("last day"), null=True, help_text="None: for good.")
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stand-in for a person")
        verbose_name_plural = _("stand-ins for persons")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("colleague")), name="stand_in_is_another"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="stand_in_days_forward",
            ),
        ]
        indexes = [models.Index(fields=["colleague", "last_day"], name="stand_in_of_colleague")]

    def __str__(self) -> str:
        return f"{self.person} → {self.colleague}"
