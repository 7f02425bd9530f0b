"""States of what managers take out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PullStatus(models.TextChoices):
    RESERVED = "reserved", _("Taken, not yet declared sent")
    CONFIRMED = "confirmed", _("Declared sent")
    LAPSED = "lapsed", _("Lapsed")


COUNTED = frozenset({PullStatus.RESERVED, PullStatus.CONFIRMED})
"""Pulls that use up a place of the limit."""


class RecallOutcome(models.TextChoices):
    PENDING = "pending", _("To do")
    DECLARED_GONE = "declared_gone", _("Declared deleted")
    CORRECTED = "corrected", _("Correction sent")
    NEVER_SENT = "never_sent", _("Never sent")


DECLARABLE = frozenset({RecallOutcome.DECLARED_GONE, RecallOutcome.CORRECTED, RecallOutcome.NEVER_SENT})
"""What a manager may declare."""


class StoryState(models.TextChoices):
    """Where a customer's story stands, as the manager who sent it in is told. Derived, never stored."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("In review")
    ISSUED = "issued", _("In use")
    OVER = "over", _("No longer in use")
    NOT_USED = "not_used", _("Not used")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STORY_WITHDRAWABLE = frozenset(StoryState) - {StoryState.WITHDRAWN, StoryState.NOT_USED}
"""States in which there is still something to withdraw."""
