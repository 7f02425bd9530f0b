"""How what recurs has fared, for those who watch over it."""

from django.db import models


class RecurringRun(models.Model):
    """One recurring task: when it last ended well, and since when it fails."""

    task = models.CharField(max_length=120, primary_key=True)
    ended_well_at = models.DateTimeField(null=True)
    expected_by = models.DateTimeField(
        help_text="It hangs, or nobody runs it, if it has not ended well by then."
    )
    failing_since = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.task
