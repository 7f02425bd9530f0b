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
