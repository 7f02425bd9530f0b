"""What is kept of an edition to find it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from review.models import Edition


class IndexedEdition(models.Model):
    """Written and removed by search.index alone, in the transaction of the edition's own change.

    What is filtered by (branch, kind, segments, validity) stays on the edition and is joined, never copied.
    `title` and `body` are Analysed.matter. The terms stand on SQLite in the FTS5 table `search_terms`, on
    PostgreSQL in a column `lexemes` (tsvector). Holds nothing that cannot be built again from the editions.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="indexed"
    )
    title = models.TextField()
    body = models.TextField()
    analysis = models.PositiveSmallIntegerField(
        db_index=True, help_text="Version of the analysis that made the terms."
    )
    is_learned = models.BooleanField(
        default=False, db_index=True, help_text="Whether the vocabulary has its words."
    )

    class Meta:
        verbose_name = _("indexed edition")
        verbose_name_plural = _("indexed editions")

    def __str__(self) -> str:
        return str(self.edition)
