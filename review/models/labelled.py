"""Labelled sentences of the bank's own, beside those that are shipped (review/data/labelled)."""

import uuid
from dataclasses import asdict
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.domain.labelled import Sentence
from review.domain.plain_text import Fields
from review.domain.screening.result import Verdict
from review.enums import LabelOrigin, LabelStatus, Wanted
from review.models.case import Case


class LabelledQuerySet(models.QuerySet["LabelledSentence"]):
    def in_corpus(self) -> Self:
        """Return what the rules are measured by: of each sentence the label that was accepted last."""
        newer = LabelledSentence.objects.filter(
            key=OuterRef("key"), status=LabelStatus.ACCEPTED, pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(newer), status=LabelStatus.ACCEPTED)


class LabelledSentence(models.Model):
    """What a sentence should be found, as somebody of compliance proposes and somebody else accepts.

    proposed -> accepted | declined, accepted -> withdrawn; moved by review.actions.settle_labels and
    review.actions.withdraw_label alone, never deleted. Everything but state, settlement and withdrawal is
    immutable. `case`, `rule` and `finding` say which officer's decision on a finding it comes from; `finding`
    is that finding's key, empty for one that was missed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=64, db_index=True, help_text="Of text and fields, SHA-256.")
    text = models.TextField(_("sentence"))
    kind = models.CharField(_("kind"), max_length=32, blank=True)
    product = models.CharField(_("product"), max_length=16, blank=True)
    channel = models.CharField(_("channel"), max_length=16, blank=True)
    segment = models.CharField(_("customer segment"), max_length=16, blank=True)
    risk = models.CharField(_("risk level"), max_length=2, blank=True)
    wanted = models.CharField(_("should be"), max_length=8, choices=Wanted)
    category = models.CharField(_("category"), max_length=40)
    origin = models.CharField(_("origin"), max_length=16, choices=LabelOrigin)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="labelled_sentences"
    )
    rule = models.CharField(_("rule"), max_length=40, blank=True)
    finding = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    status = models.CharField(_("status"), max_length=16, choices=LabelStatus, default=LabelStatus.PROPOSED)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_because = models.TextField(_("reason of withdrawal"), blank=True)

    objects = LabelledQuerySet.as_manager()

    class Meta:
        verbose_name = _("labelled sentence")
        verbose_name_plural = _("labelled sentences")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "finding"], condition=~Q(finding=""), name="labelled_once_per_finding"
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", settled_at=None)
                | (~Q(status="proposed") & Q(settled_at__isnull=False)),
                name="labelled_settled_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="labelled_by_status"),
            models.Index(fields=["origin", "proposed_at", "rule"], name="labelled_marks"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @classmethod
    def of(cls, sentence: Sentence, **more: Any) -> Self:
        """Return a row, not saved, with what `sentence` says and the other columns given."""
        return cls(
            key=sentence.key,
            text=sentence.text,
            wanted=sentence.wanted.value,
            category=sentence.category,
            **asdict(sentence.fields),
            **more,
        )

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"label:{self.public_id}"

    @property
    def sentence(self) -> Sentence:
        """What the rules are measured by."""
        return Sentence(
            self.text,
            Verdict(self.wanted),
            self.category,
            Fields(self.kind, self.product, self.channel, self.segment, self.risk),
        )
