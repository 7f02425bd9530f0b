"""What other systems sent as facts, so that the same request twice is taken once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import ApiClient


class FactBatch(models.Model):
    """One request of a system with its answer, written by content.actions.take_fact_batch. Immutable."""

    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    body_sha256 = models.CharField(max_length=64)
    answer = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("batch of facts")
        verbose_name_plural = _("batches of facts")
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="fact_batch_once")]

    def __str__(self) -> str:
        return f"{self.client} {self.key}"
