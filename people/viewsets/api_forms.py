"""What an administrator fills in to let another system in. Everything here is signed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import outbound
from people.enums import Scope, WebhookEvent
from people.forms import BranchField
from people.models.webhook import LONGEST_ADDRESS
from people.portal.signing import SignedForm


class AddClientForm(SignedForm):
    """A new system."""

    name = forms.CharField(label=_("Name of the system"), max_length=60)
    branch = BranchField()
    contact = forms.CharField(
        label=_("Who answers for it"), max_length=120, help_text=_("Name and telephone of somebody to ask.")
    )

    field_order = ["name", "branch", "contact", "password"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].required = True
        self.fields["branch"].help_text = _("The system sees what a manager of this branch sees.")


class IssueTokenForm(SignedForm):
    """A new token."""

    scopes = forms.MultipleChoiceField(
        label=_("What it opens"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, initial=90)

    field_order = ["scopes", "days", "password"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.fields["days"]
        assert isinstance(days, forms.IntegerField)  # noqa: S101  (declared above)
        days.max_value = settings.ARMOURY_API_TOKEN_DAYS
        days.validators.append(forms.IntegerField(max_value=settings.ARMOURY_API_TOKEN_DAYS).validators[0])


class RevokeTokenForm(SignedForm):
    """Nothing but the signature."""


class AddWebhookForm(SignedForm):
    """Where a system wants to be told, and of what."""

    address = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("It begins with https://. Its host must be on the list of systems that may be asked."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=WebhookEvent.choices, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["address", "events", "password"]

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            outbound.require_listed(address)
        except outbound.NotAllowed as refusal:
            raise forms.ValidationError(refusal.words) from refusal
        return address


class WebhookVerbForm(SignedForm):
    """Nothing but the signature."""
