"""How often an edition has gone into the index or out of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from review.models import Edition


class IndexVersion(models.Model):
    """Goes up in each transaction that puts or removes; the row stays when the edition has gone from the
    index, so that it never goes back. An engine outside the database takes a state only if its version is
    higher than the one it has.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="index_version"
    )
    version = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("index version")
        verbose_name_plural = _("index versions")

    def __str__(self) -> str:
        return f"{self.edition_id} v{self.version}"
