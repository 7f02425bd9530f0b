"""Findings of submitted pieces as rows, so that they can be counted and found again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Branch, BranchOwnedQuerySet
from review.models.candidate import Candidate


class KeptFinding(models.Model):
    """One finding of the screening that a candidate was submitted with.

    Derived by review.actions.note_findings from Screening and Candidate, which count; it can be made anew.
    `sentence_key` is shared by the rule's findings on the same sentence (review.domain.precedents).
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="kept_findings")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    sentence = models.TextField()
    sentence_key = models.CharField(max_length=64, db_index=True)
    justification = models.TextField(blank=True)
    submitted_at = models.DateTimeField()

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "number"], name="kept_finding_once"),
        ]
        indexes = [models.Index(fields=["submitted_at", "rule"], name="kept_finding_by_time")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.sentence[:40]}"


class FindingMark(models.Model):
    """One of the hashes by which sentences near to a finding's are found."""

    finding = models.ForeignKey(KeptFinding, on_delete=models.CASCADE, related_name="marks")
    mark = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.mark)


class FindingsNoted(models.Model):
    """Says that the findings of a candidate stand in the table, none included."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="findings_noted")

    class Meta:
        verbose_name = _("noted findings")
        verbose_name_plural = _("noted findings")

    def __str__(self) -> str:
        return str(self.candidate)
