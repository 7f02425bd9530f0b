"""The end of a customer's story."""

from django import forms
from django.utils.translation import gettext_lazy as _

from review.enums import WithdrawalGround


class WithdrawalForm(forms.Form):
    """Why it ends. There is nothing else to ask: it must be easy (PIPL art. 15)."""

    ground = forms.ChoiceField(
        label=_("Why"),
        choices=WithdrawalGround,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why the story is closed.")},
    )
