"""Under which marks near-duplicates meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from review.models import Edition


class SimilarityMark(models.Model):
    """One of an edition's marks (search.domain.similarity), written and removed by search.index alone, in the
    transaction of the edition's own change. Holds nothing that cannot be made again from the editions.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="similarity_marks")
    value = models.BigIntegerField(db_index=True)
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("mark of similarity")
        verbose_name_plural = _("marks of similarity")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.value}"
