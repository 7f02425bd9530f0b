"""The edition: approved bytes with their certificate. Readers see editions and nothing else."""

import json
import uuid
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from content.domain import document as reading
from content.domain.document import Document
from content.enums import ProductType, Risk, Segment
from content.models import Component
from core.domain import canonical
from core.models import LedgerHead, LedgerRecord, Stream
from people.models import Branch, BranchOwnedQuerySet, User
from review.enums import STANDING, EditionPhase, EditionStatus
from review.models.candidate import Candidate, TamperedContent
from review.models.case import Case

ISSUED_EVENT = "edition.issued"


def _has_record() -> Exists:
    """Ask for a record within the chain: one put behind its head by hand is none."""
    head = LedgerHead.objects.filter(stream=Stream.DECISIONS)
    return Exists(
        LedgerRecord.objects.filter(
            stream=Stream.DECISIONS,
            sequence__lte=Subquery(head.values("sequence")),
            event=ISSUED_EVENT,
            subject=OuterRef("ledger_subject"),
            subject_sha256=OuterRef("edition_sha256"),
        )
    )


class EditionQuerySet(BranchOwnedQuerySet):
    """Querysets that readers start from. Each takes the moment; none asks for it."""

    def recorded(self) -> Self:
        """Return editions that the ledger bears out: a row slipped into the table is not among them."""
        return self.filter(_has_record())

    def with_record(self) -> Self:
        """Annotate `is_recorded`: whether the ledger bears the edition out."""
        return self.annotate(is_recorded=_has_record())

    def readable(self, at: datetime) -> Self:
        """Return editions that may be shown at `at`.

        Issued, begun, not ended, not followed, borne out by the ledger.
        """
        return self.recorded().filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=at),
            status=EditionStatus.ISSUED,
            valid_from__lte=at,
            valid_until__gt=at,
        )

    def lapsed(self, at: datetime) -> Self:
        """Return editions whose validity has ended by `at` but is not yet recorded as ended."""
        return self.filter(status__in=STANDING, valid_until__lte=at)

    def followed(self, at: datetime) -> Self:
        """Return editions whose successor has started by `at`, not yet recorded as superseded."""
        return self.filter(status__in=STANDING, superseded_at__lte=at)


class Edition(models.Model):
    """Issued by review.actions.issue; its status is moved by expire, recall, suspend and resume alone.

    Everything but `status`, `superseded_at` and `ended_at` is immutable.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("review number"), max_length=40, unique=True)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="editions")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="edition")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="editions")
    branch = models.ForeignKey(Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=32)
    title = models.CharField(_("title"), max_length=80)
    product_type = models.CharField(max_length=16, choices=ProductType, blank=True)
    risk = models.CharField(_("risk level"), max_length=2, choices=Risk, blank=True)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    content_sha256 = models.CharField(max_length=64)
    certificate = models.BinaryField()
    edition_sha256 = models.CharField(max_length=64)
    ledger_subject = models.CharField(max_length=80, unique=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    issued_at = models.DateTimeField(_("issued"))
    status = models.CharField(_("status"), max_length=16, choices=EditionStatus, default=EditionStatus.ISSUED)
    superseded_at = models.DateTimeField(null=True, blank=True, help_text="When its successor starts.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="edition_validity_forward"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in EditionStatus]),
                name="edition_status_known",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "valid_until", "valid_from"], name="edition_readable"),
            models.Index(fields=["-issued_at", "-id"], name="edition_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def content(self) -> dict[str, Any]:
        """The approved document.

        Raises TamperedContent unless document and certificate still have their hashes, the certificate is
        this edition's own, and the columns say what the document says.
        """
        if canonical.sha256(bytes(self.certificate)) != self.edition_sha256 or not self._is_certified():
            raise TamperedContent(f"edition {self.pk}")
        document = self.candidate.content
        if not self._repeats(document):
            raise TamperedContent(f"edition {self.pk}")
        return document

    def _is_certified(self) -> bool:
        try:
            proof = json.loads(bytes(self.certificate))
            named = (proof["edition"], proof["content_sha256"], proof["content_sha256"])
        except (ValueError, KeyError, TypeError):
            return False
        return named == (str(self.public_id), self.content_sha256, self.candidate.content_sha256)

    def _repeats(self, document: Document) -> bool:
        """Whether the columns that readers filter by are those that were approved."""
        product = document["product"] or {"type": "", "risk": ""}
        approved = (
            document["kind"],
            document["title"],
            product["type"],
            product["risk"],
            reading.valid_from(document),
            reading.valid_until(document),
            self.candidate.branch_id,
            self.candidate.component_id,
        )
        columns = (
            self.kind,
            self.title,
            self.product_type,
            self.risk,
            self.valid_from,
            self.valid_until,
            self.branch_id,
            self.component_id,
        )
        return columns == approved

    def phase(self, at: datetime) -> EditionPhase:
        """Return where the edition stands at `at`."""
        ended = self.status != EditionStatus.ISSUED or at >= self.valid_until
        if ended or (self.superseded_at is not None and at >= self.superseded_at):
            return EditionPhase.OVER
        if at < self.valid_from:
            return EditionPhase.SCHEDULED
        warning = timedelta(hours=settings.ARMOURY_EXPIRING_HOURS)
        return EditionPhase.EXPIRING if self.valid_until - at <= warning else EditionPhase.ACTIVE


class EditionSegment(models.Model):
    """One customer segment that an edition is for; a row of its own, so that facets are one query."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="segments")
    segment = models.CharField(max_length=16, choices=Segment)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "segment"], name="edition_segment_once")]

    def __str__(self) -> str:
        return self.get_segment_display()


class Recall(models.Model):
    """The end of an edition before its time, with the words that managers are given. Immutable."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="recall")
    reason = models.TextField(_("reason"))
    correction = models.TextField(_("correction"), blank=True)
    recalled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recalled_at = models.DateTimeField(_("recalled"))

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")

    def __str__(self) -> str:
        return str(self.edition)


class ReviewCounter(models.Model):
    """The bank's own count of review numbers, one a owner and year; gaps are allowed."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["branch", "year"], name="review_counter_once")]

    def __str__(self) -> str:
        return f"{self.branch} {self.year}: {self.value}"
