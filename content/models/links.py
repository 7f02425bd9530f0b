"""What was found when a link was looked at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.domain.link_checks import Health
from content.domain.links import MOST_CHARACTERS


class LinkCheck(models.Model):
    """One address with what the newest look found. Written by content.actions.check_links alone."""

    address = models.CharField(_("address"), max_length=MOST_CHARACTERS, unique=True)
    checked_at = models.DateTimeField(_("checked"))
    found = models.CharField(
        _("found"), max_length=40, help_text="A status such as 404, or why there is none."
    )
    failed_since = models.DateTimeField(null=True, blank=True)
    dead_since = models.DateTimeField(_("dead since"), null=True, blank=True)
    deaths = models.PositiveIntegerField(default=0, help_text="Counts how often it was found dead.")

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        indexes = [models.Index(fields=["checked_at"], name="link_check_oldest")]

    def __str__(self) -> str:
        return self.address

    @property
    def health(self) -> Health:
        return Health(self.failed_since, self.dead_since)
