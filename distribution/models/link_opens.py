"""How often tracked links were opened."""

from django.db import models
from django.db.models import Q

from distribution.models.pull import Pull


class LinkOpens(models.Model):
    """How many visitors opened the link of a pull on one day, by distribution.actions.count_open."""

    pull = models.ForeignKey(Pull, on_delete=models.PROTECT, related_name="opens")
    day = models.DateField(help_text="In business time.")
    visitors = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pull", "day"], name="link_opens_once"),
            models.CheckConstraint(condition=Q(visitors__gte=0), name="link_opens_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.pull_id} {self.day}: {self.visitors}"


class LinkVisitor(models.Model):
    """Who was counted today, so that a reload counts once: a keyed hash of pull, day and visitor.

    It says nothing about another link or another day, and distribution.actions.forget_counts removes it once
    the day is over.
    """

    day = models.DateField(db_index=True)
    digest = models.CharField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"{self.day} {self.digest}"
