"""What head office has set about sending."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User


class SendingRule(models.Model):
    """A limit or the windows of a segment as head office has set them, in the place of what the settings say.

    Written by distribution.actions.set_rule. `value` is what distribution.domain reads: a number,
    "days_of_month" or "unlimited" for a limit, times of day for windows.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    value = models.CharField(_("value"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rule of sending")
        verbose_name_plural = _("rules of sending")

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"
