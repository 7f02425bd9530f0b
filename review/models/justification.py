"""What writers say to the warnings of a draft, before it is submitted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import Component


class DraftJustification(models.Model):
    """The newest justifications of one draft, by the name of their field on the submission page.

    Nothing rests on them: they fill in the submission page, where the author says them, and the candidate
    keeps what was said there.
    """

    component = models.OneToOneField(Component, on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("justifications of a draft")

    def __str__(self) -> str:
        return str(self.component_id)
