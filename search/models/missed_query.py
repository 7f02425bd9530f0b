"""What managers looked for in vain, without saying who did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 60


class MissedQuery(models.Model):
    """One folded query on one day, counted by search.actions.count_missed alone.

    Neither person nor branch; never what may be a customer's data (search.domain.private). `nearest` are the
    keys of editions that came closest, to be looked up again by who reads.
    """

    query = models.CharField(_("searched for"), max_length=LONGEST_QUERY)
    day = models.DateField()
    nothing = models.PositiveIntegerField(default=0, help_text="How often it found nothing.")
    near = models.PositiveIntegerField(default=0, help_text="How often nothing had all of its words.")
    last_at = models.DateTimeField()
    nearest = models.JSONField(default=list)

    class Meta:
        verbose_name = _("missed query")
        verbose_name_plural = _("missed queries")
        constraints = [models.UniqueConstraint(fields=["query", "day"], name="missed_query_once_a_day")]
        indexes = [models.Index(fields=["day"], name="missed_query_day")]

    def __str__(self) -> str:
        return self.query
