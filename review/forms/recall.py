"""The recall of an edition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.portal.signing import SignedForm


class RecallForm(SignedForm):
    """Why it is recalled, and what may be said instead."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Every manager who took it out reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: managers are asked to delete their posts.")},
    )
    correction = forms.CharField(
        label=_("Correction"),
        help_text=_(
            "Optional. What was sent to groups and chats cannot be taken back; "
            "managers may send this text after it."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ["reason", "correction", "password"]
