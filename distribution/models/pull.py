"""Pulls: one manager takes one edition out."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.enums import Channel, Segment
from distribution.domain.counters import OWN_LIMIT
from distribution.enums import PullStatus
from people.models import Branch, BranchOwnedQuerySet, User
from review.models import Edition


class Pull(models.Model):
    """What one manager took out, written by distribution.actions.pull.

    `produced_sha256` names the exact bytes that were handed out, kept in the blob store with their inputs, so
    that they can be shown years later.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pulls")
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", help_text="The manager's, then."
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pulls")
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    segment = models.CharField(_("customer segment"), max_length=16, choices=Segment)
    wording = models.PositiveSmallIntegerField(
        default=0, help_text="Which approved wording of the channel's text; 0 is the main one."
    )
    opening_edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        related_name="pulls_opened",
        help_text="Whose wording stands before the text, if it is an approved one.",
    )
    day = models.DateField(help_text="In business time.")
    reached = models.PositiveIntegerField(
        null=True, help_text="How many customers it was counted for; unknown without the manager's table."
    )
    status = models.CharField(_("status"), max_length=16, choices=PullStatus, default=PullStatus.RESERVED)
    produced_sha256 = models.CharField(max_length=64)
    request_key = models.UUIDField(help_text="Made with the form, so that a double tap counts once.")
    pulled_at = models.DateTimeField(_("taken"))
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("pull")
        verbose_name_plural = _("pulls")
        ordering = ["-pulled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["manager", "request_key"], name="pull_once_per_request")
        ]
        indexes = [
            models.Index(fields=["status", "pulled_at"], name="pull_lapsing"),
            models.Index(fields=["manager", "day"], name="pull_mine"),
            models.Index(fields=["day", "branch", "edition", "status"], name="pull_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.manager} {self.edition} {self.get_channel_display()}"


class PullCounter(models.Model):
    """How many places of a limit a manager has used for a segment; moved in the transactions of the pulls.

    `limit` is a code of distribution.domain.counters, `day` the first day of its period. What the limit
    allows is not kept here: everything is counted, so a limit that is set later holds at once.
    """

    limit = models.CharField(max_length=24, default=OWN_LIMIT)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    segment = models.CharField(max_length=16, choices=Segment)
    day = models.DateField()
    used = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manager", "day", "segment", "limit"], name="pull_counter_once"),
            models.CheckConstraint(condition=Q(used__gte=0), name="pull_counter_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.manager} {self.segment} {self.limit} {self.day}: {self.used}"
