"""That Elasticsearch lacks something."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Backlog(models.Model):
    """There is a row as long as something could not be written there: full disk, busy, away. Meanwhile the
    database answers, so that nothing is missing from a page unnoticed. Taken away by search.actions.align.
    """

    engine = models.CharField(max_length=16, primary_key=True)
    noted_at = models.DateTimeField(help_text="When something could not be written for the last time.")

    class Meta:
        verbose_name = _("backlog")
        verbose_name_plural = _("backlogs")

    def __str__(self) -> str:
        return self.engine
