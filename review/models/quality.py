"""How well a rule set judged the labelled corpus, as it was measured."""

from collections.abc import Mapping
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from review.domain.quality import Judged
from review.domain.screening.result import Verdict


class QualityReport(models.Model):
    """One rule set over one state of the corpus, written by review.actions.measure_quality.

    `counts` has a row for each way of being judged: category, wanted, found, how many. `wrong` has those
    judged wrongly: text, category, wanted, found, fields, the rules that found them.
    """

    rule_set = models.CharField(_("rule set"), max_length=64)
    rule_set_sha256 = models.CharField(max_length=64)
    corpus_sha256 = models.CharField(max_length=64)
    counts = models.JSONField()
    wrong = models.JSONField()
    measured_at = models.DateTimeField(_("measured"))

    class Meta:
        verbose_name = _("quality report")
        verbose_name_plural = _("quality reports")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set_sha256", "corpus_sha256"], name="quality_report_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.rule_set_sha256[:12]}"

    @cached_property
    def tally(self) -> Mapping[Judged, int]:
        """What review.domain.quality reckons with."""
        return {
            Judged(category, Verdict(wanted), Verdict(found)): count
            for category, wanted, found, count in self.counts
        }
