"""What somebody says who retries or closes a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import OutboxMessage, OutboxStatus

NOTE_AT_MOST = 500


class RetryForm(forms.Form):
    """For an unknown outcome, it is confirmed and said that the receiving side was looked at."""

    prefix = "retry"
    looked_at = forms.BooleanField(
        label=_("I have looked at the receiving side: it did not get this."),
        error_messages={
            "required": _("Look at the receiving side first. If it got this, close the message instead.")
        },
    )
    note = forms.CharField(
        label=_("What did you find?"),
        max_length=NOTE_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what you found on the receiving side.")},
    )

    def __init__(self, *args: Any, message: OutboxMessage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if message.status != OutboxStatus.UNKNOWN:
            del self.fields["looked_at"]
            self.fields["note"].required = False
            self.fields["note"].label = _("Note (optional)")


class CloseForm(forms.Form):
    """How the message ended, and how one knows."""

    prefix = "close"
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (OutboxStatus.FOUND_SENT.value, _("Looked into: it was sent")),
            (OutboxStatus.NOT_NEEDED.value, _("Not needed any more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the message ended.")},
    )
    note = forms.CharField(
        label=_("Reason for closing"),
        max_length=NOTE_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say how you know. The ledger keeps it.")},
    )
