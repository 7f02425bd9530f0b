"""Rule sets that are being written."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.enums import RuleChangeVerb, RuleDraftStatus


class RuleDraft(models.Model):
    """A rule set before it is activated. Changed by review.actions.change_rule and switch_rule alone.

    open -> activated | discarded; each of these is final. `base_sha256` is the fingerprint of what it was
    made from.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=40)
    base_sha256 = models.CharField(max_length=64)
    status = models.CharField(
        _("status"), max_length=16, choices=RuleDraftStatus, default=RuleDraftStatus.OPEN
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("draft of a rule set")
        verbose_name_plural = _("drafts of rule sets")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"rule_draft:{self.public_id}"


class DraftRule(models.Model):
    """One rule of a draft. `body` is its part of the set's bytes; the columns beside repeat what lists need.

    A rule that is off is not in the set, but kept for the next draft.
    """

    draft = models.ForeignKey(RuleDraft, on_delete=models.CASCADE, related_name="rules")
    rule_id = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    category = models.CharField(_("category"), max_length=80)
    severity = models.CharField(_("severity"), max_length=8)
    law = models.TextField(_("law"))
    status = models.CharField(_("standing of the law"), max_length=16)
    body = models.BinaryField()
    is_off = models.BooleanField(_("is switched off"), default=False)
    is_changed = models.BooleanField(_("was changed"), default=False)

    class Meta:
        verbose_name = _("rule of a draft")
        verbose_name_plural = _("rules of a draft")
        ordering = ["rule_id"]
        constraints = [models.UniqueConstraint(fields=["draft", "rule_id"], name="draft_rule_once")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.title}"


class RuleChange(models.Model):
    """Who did what to a rule of a draft, with the rule as it became. Immutable: none of them activates it."""

    draft = models.ForeignKey(RuleDraft, on_delete=models.PROTECT, related_name="changes")
    rule_id = models.CharField(max_length=40)
    verb = models.CharField(_("change"), max_length=16, choices=RuleChangeVerb)
    body = models.BinaryField()
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("change of a rule")
        verbose_name_plural = _("changes of rules")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.get_verb_display()}"
