"""How many editions have a term that many have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommonTerm(models.Model):
    """Counted in the background; rarer terms are counted when they are asked for.

    The row with the empty term tells of the whole index: how many rows it had, and how long a text usually
    was.
    """

    term = models.CharField(max_length=64, primary_key=True)
    documents = models.PositiveIntegerField()
    usual_length = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("common term")
        verbose_name_plural = _("common terms")

    def __str__(self) -> str:
        return self.term
