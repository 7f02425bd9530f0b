"""A kept result of screening."""

import json
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from review.domain.screening.result import ScreeningResult


class Screening(models.Model):
    """The outcome of one run of one rule set over one piece of content; immutable, reportable by rule set."""

    content_sha256 = models.CharField(max_length=64, db_index=True)
    rule_set = models.CharField(max_length=64)
    rule_set_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=8)
    result = models.BinaryField()
    result_sha256 = models.CharField(max_length=64)
    screened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("screening")

    def __str__(self) -> str:
        return f"{self.verdict} {self.content_sha256[:12]}"

    @cached_property
    def outcome(self) -> ScreeningResult:
        """The result as the engine gave it."""
        return ScreeningResult.from_jsonable(json.loads(bytes(self.result)))
