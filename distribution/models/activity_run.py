"""When a manager runs an activity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.models import Edition


class ActivityRun(models.Model):
    """When a manager starts the activity of a kit, by distribution.actions.start_run. In no ledger."""

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("starts"))
    planned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("activity run")
        verbose_name_plural = _("activity runs")
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["manager", "edition"], name="activity_run_once")]
        indexes = [models.Index(fields=["manager", "starts_at"], name="activity_run_mine")]

    def __str__(self) -> str:
        return f"{self.manager} {self.edition_id} {self.starts_at:%Y-%m-%d %H:%M}"
