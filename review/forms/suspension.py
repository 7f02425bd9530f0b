"""Taking an edition out of use for the time being, and letting it be used again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.portal.signing import SignedForm


class SuspensionForm(SignedForm):
    """Why it is suspended."""

    prefix = "suspend"
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Managers read this where the piece was."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: managers will ask when they can use it again.")},
    )

    field_order = ["reason", "password"]


class ResumptionForm(SignedForm):
    """Why it may be used again."""

    prefix = "resume"
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What was found, or put right. It is kept in the ledger."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what was found: the ledger keeps why it may be used again.")},
    )

    field_order = ["reason", "password"]
