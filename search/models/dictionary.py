"""What a bank adds to the dictionary of search, and what of the shipped one it switches off."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User

LONGEST_LINE = 300


class DictionaryEntry(models.Model):
    """A line as search.domain.lexicon reads it, by search.actions.add_lines, switch_off and take_back.

    One that was taken back stays as a row that is not active: what was analysed by it is analysed anew.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(_("line"), max_length=LONGEST_LINE)
    switches_off = models.BooleanField(default=False, help_text="Takes away the shipped line of this text.")
    is_active = models.BooleanField(default=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    is_taken_in = models.BooleanField(
        default=False, db_index=True, help_text="Whether the texts with its words were analysed anew."
    )
    taken_until = models.BigIntegerField(default=0, help_text="The last edition that was.")

    class Meta:
        verbose_name = _("dictionary entry")
        verbose_name_plural = _("dictionary entries")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text"], condition=Q(is_active=True), name="dictionary_entry_active_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class DictionaryVersion(models.Model):
    """One row, whose token changes with every change: a process that holds another one reads all anew."""

    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("dictionary version")
        verbose_name_plural = _("dictionary versions")

    def __str__(self) -> str:
        return str(self.token)
