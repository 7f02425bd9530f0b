"""The vocabulary: every Chinese word that stands in an indexed edition, and how it sounds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """Written by search.actions.learn alone, in the background. Words stay when the last edition that has
    them goes: what is found by them is looked up in the index anyway.
    """

    text = models.CharField(max_length=8, unique=True)
    sound = models.CharField(max_length=64, db_index=True, help_text="As typed in pinyin: licai.")
    initials = models.CharField(max_length=64, db_index=True, help_text="Of its syllables: lc.")
    loose = models.CharField(
        max_length=64, db_index=True, help_text="Its syllables without what people mix up."
    )
    first = models.CharField(max_length=3, db_index=True, help_text="First character and length.")
    last = models.CharField(max_length=3, db_index=True, help_text="Last character and length.")
    documents = models.PositiveIntegerField(default=1, help_text="About so many editions have it.")

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return self.text
