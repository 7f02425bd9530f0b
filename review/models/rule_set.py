"""Rule sets that were activated."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from core.models import LedgerHead, LedgerRecord, Stream
from people.models import User
from review.enums import FollowUp
from review.models.rule_trial import RuleTrial

ACTIVATED_EVENT = "rules.activated"


class RuleSetVersionQuerySet(models.QuerySet["RuleSetVersion"]):
    def recorded(self) -> Self:
        """Return versions that the ledger bears out: a row slipped into the table is in force for nobody."""
        head = LedgerHead.objects.filter(stream=Stream.DECISIONS)
        return self.filter(
            Exists(
                LedgerRecord.objects.filter(
                    stream=Stream.DECISIONS,
                    sequence__lte=Subquery(head.values("sequence")),
                    event=ACTIVATED_EVENT,
                    subject=OuterRef("ledger_subject"),
                    subject_sha256=OuterRef("rules_sha256"),
                )
            )
        )


class RuleSetVersion(models.Model):
    """A rule set as it was put in force, byte for byte. Immutable; the newest one is in force.

    `rules` is the body of the set (review.domain.screening.rules), whose SHA-256 is the fingerprint that
    every screening names; `switched_off` is the same of the rules that were left out, so that they are not
    lost to the next draft.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    rules = models.BinaryField()
    rules_sha256 = models.CharField(max_length=64)
    switched_off = models.BinaryField(default=b"[]")
    replaced_sha256 = models.CharField(
        max_length=64, help_text="The fingerprint of what was in force before."
    )
    reason = models.TextField(_("reason"))
    follow_up = models.CharField(max_length=8, choices=FollowUp, default=FollowUp.RENEW)
    trial = models.ForeignKey(
        RuleTrial, on_delete=models.PROTECT, null=True, blank=True, related_name="activated"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    activated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("activated by")
    )
    activated_at = models.DateTimeField(_("activated"))
    ledger_subject = models.CharField(max_length=80, unique=True)

    objects = RuleSetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
