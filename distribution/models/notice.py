"""What editors are told about the days ahead."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.enums import Slot
from distribution.enums import Purpose, TroubleCode
from people.models import Branch, BranchOwnedQuerySet, User


class ProgrammeNotice(models.Model):
    """One trouble of one day, told to one person, once. Written by distribution.actions.announce_troubles.

    `key` tells troubles of a day apart, so that none is told twice. `is_over`: it is no longer so.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    slot = models.CharField(_("slot"), max_length=16, choices=Slot)
    code = models.CharField(_("trouble"), max_length=24, choices=TroubleCode)
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose, blank=True)
    titles = models.JSONField(default=list)
    key = models.CharField(max_length=64)
    announced_at = models.DateTimeField(_("announced"))
    seen_at = models.DateTimeField(_("seen"), null=True)
    is_over = models.BooleanField(default=False)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["day", "slot", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day", "key"], name="programme_notice_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.get_code_display()}"
