"""Trials: what a draft of a rule set would change."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.enums import TrialStatus
from review.models.edition import Edition
from review.models.rule_draft import RuleDraft


class RuleTrial(models.Model):
    """One comparison of a draft with the rules in force. Moved by review.actions.go_on_with_trial and
    cancel_trial alone: running -> done | cancelled | failed.

    It is about exactly the two sets whose fingerprints it names. `cursor` is the key of the last edition that
    was looked at, so that a run that was killed goes on there; `measured` holds the quality over the labelled
    corpus before and after.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(RuleDraft, on_delete=models.PROTECT, related_name="trials")
    rules_sha256 = models.CharField(max_length=64)
    base_sha256 = models.CharField(max_length=64)
    status = models.CharField(_("status"), max_length=16, choices=TrialStatus, default=TrialStatus.RUNNING)
    total = models.PositiveIntegerField(help_text="Editions in use when it began.")
    looked_at = models.PositiveIntegerField(default=0)
    cursor = models.PositiveBigIntegerField(default=0)
    measured: Any = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("trial of a draft")
        verbose_name_plural = _("trials of drafts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(status="running"), name="trial_one_running_per_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.get_status_display()}"

    @property
    def percent(self) -> int:
        """How far it has come."""
        return min(100, 100 * self.looked_at // self.total) if self.total else 100


class TrialChange(models.Model):
    """An edition whose verdict changes, from what to what, and by which rules.

    `rules` lists [rule id, severity, "added" or "gone"].
    """

    trial = models.ForeignKey(RuleTrial, on_delete=models.CASCADE, related_name="changes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(_("before"), max_length=8)
    after = models.CharField(_("after"), max_length=8)
    rules: Any = models.JSONField(default=list)

    class Meta:
        verbose_name = _("changed verdict")
        verbose_name_plural = _("changed verdicts")
        ordering = ["edition_id"]
        constraints = [models.UniqueConstraint(fields=["trial", "edition"], name="trial_change_once")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.before} -> {self.after}"
