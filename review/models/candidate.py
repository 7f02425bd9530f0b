"""The candidate: what was submitted, byte for byte."""

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.enums import ProductType, Risk
from content.models import Component, Fact, Product
from core.domain import canonical
from people.models import Branch, BranchOwnedQuerySet, User
from review.models.screening import Screening


class TamperedContent(Exception):
    """Kept bytes no longer have the hash that was approved. Nothing of it may be shown."""


class Candidate(models.Model):
    """Written by review.actions.submit, immutable from then on. It protects its component from deletion.

    The columns beside `document` repeat what lists filter by; the document is what counts.
    """

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="candidates")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=80)
    product_type = models.CharField(max_length=16, choices=ProductType, blank=True)
    risk = models.CharField(max_length=2, choices=Risk, blank=True)
    segments = models.JSONField(default=list)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    document = models.BinaryField()
    content_sha256 = models.CharField(max_length=64, db_index=True)
    revision_id = models.PositiveBigIntegerField()
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="candidates")
    justifications = models.JSONField(default=dict, help_text="Finding key to the author's justification.")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["submitted_at"], name="candidate_submitted")]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def content(self) -> dict[str, Any]:
        """The document. Raises TamperedContent if its bytes no longer have their hash."""
        body = bytes(self.document)
        if canonical.sha256(body) != self.content_sha256:
            raise TamperedContent(f"candidate {self.pk}")
        loaded: dict[str, Any] = json.loads(body)
        return loaded


class CandidateMedium(models.Model):
    """A picture of the candidate, or a derivative of one, by the hash under which the blob store keeps it."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="media")
    sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64)
    derivative = models.CharField(max_length=32, blank=True, help_text="Empty for the original.")
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    octets = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "original_sha256", "derivative"], name="candidate_medium_once"
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="candidate_medium_sha256")]

    def __str__(self) -> str:
        return f"{self.derivative or 'original'} {self.sha256[:12]}"


class CandidateAuthor(models.Model):
    """Somebody who wrote a revision of the component. None of them may decide its case."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="authors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "user"], name="candidate_author_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.candidate})"


class CandidateFact(models.Model):
    """A fact that the candidate froze. Its values stand in the document; this row finds it by the fact."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="facts")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "fact"], name="candidate_fact_once")]

    def __str__(self) -> str:
        return f"fact {self.fact_id} ({self.candidate})"


class CandidateProduct(models.Model):
    """The product that the candidate is about, as it was chosen when it was submitted."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="product")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"product {self.product_id} ({self.candidate})"
