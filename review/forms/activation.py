"""Putting a draft of the rules in force."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.portal.signing import SignedForm
from review.actions.activate_rules import Activation
from review.enums import FollowUp


class ActivationForm(SignedForm):
    """Why, and what becomes of editions that are newly blocked; bound to the fingerprint that was shown."""

    follow_up = forms.ChoiceField(
        label=_("Editions in use that are newly blocked"),
        choices=FollowUp,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of them.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Why the rules change. It is kept in the ledger."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the rules change: auditors will ask.")},
    )
    rules_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    field_order = ["follow_up", "reason", "password"]

    @property
    def activation(self) -> Activation:
        """What a valid form signs."""
        cleaned: dict[str, Any] = self.cleaned_data
        return Activation(
            rules_sha256=cleaned["rules_sha256"],
            reason=cleaned["reason"],
            follow_up=FollowUp(cleaned["follow_up"]),
            authenticated_at=self.signed_at,
        )
