"""The case: the only state machine of review."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Branch, BranchOwnedQuerySet, User
from review.enums import CaseStatus, Level, Verdict
from review.models.candidate import Candidate
from review.models.screening import Screening


class Case(models.Model):
    """One reading of one candidate. Moved by review.actions.decide and review.actions.withdraw alone.

    open -> returned | withdrawn | approved | refused; each of these is final. One that `renews` an edition
    issues none: approved, the edition stays in use; returned or refused, it is suspended.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="cases")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=16, choices=CaseStatus, default=CaseStatus.OPEN)
    current_level = models.CharField(_("level"), max_length=24, choices=Level, blank=True)
    screening = models.ForeignKey(
        Screening,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of the same bytes by newer rules than the candidate's own.",
    )
    renews = models.ForeignKey(
        "review.Edition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        help_text="The edition in use that is read again, because newer rules block it.",
    )
    due_at = models.DateTimeField(_("due"))
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(status="open"), name="case_one_open_per_candidate"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="case_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "current_level", "due_at"], name="case_queue"),
            models.Index(fields=["closed_at"], name="case_closed"),
        ]

    def __str__(self) -> str:
        return self.candidate.title

    @property
    def newest_screening(self) -> Screening:
        """What the last level approves by."""
        return self.screening or self.candidate.screening

    @property
    def subject(self) -> str:
        """How the ledger names this case."""
        return f"case:{self.public_id}"


class CaseLevel(models.Model):
    """One level that the case must pass, in order."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="levels")
    position = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=24, choices=Level)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="case_level_position_once"),
            models.UniqueConstraint(fields=["case", "level"], name="case_level_once"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class Decision(models.Model):
    """What one officer decided at one level, about exactly these bytes. Immutable."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    level = models.CharField(_("level"), max_length=24, choices=Level)
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict)
    reasons = models.TextField(_("reasons"), blank=True)
    content_sha256 = models.CharField(max_length=64)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"))
    authenticated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "level"], name="decision_once_per_level")]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.get_verdict_display()}"
