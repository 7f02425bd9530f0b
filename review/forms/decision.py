"""One officer's verdict."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.portal.signing import SignedForm
from review.actions.decide import Signature
from review.enums import NEEDS_REASONS, Level, Verdict


class DecisionForm(SignedForm):
    """Verdict and reasons, bound to the level and the bytes that the page showed."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a verdict.")},
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("Required unless you approve. The author reads them."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    level = forms.ChoiceField(choices=Level, widget=forms.HiddenInput)
    content_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    field_order = ["verdict", "reasons", "password"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        verdict = cleaned.get("verdict")
        if verdict and Verdict(verdict) in NEEDS_REASONS and not cleaned.get("reasons"):
            self.add_error("reasons", _("Say why: the author needs your reasons."))
        return cleaned

    @property
    def signature(self) -> Signature:
        """What a valid form signs."""
        return Signature(
            Level(self.cleaned_data["level"]), self.cleaned_data["content_sha256"], self.signed_at
        )
