"""The beginning of a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from review.enums import RuleSource


class DraftForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=40, help_text=_("What it is for, such as “Disclosures from 2026-12”.")
    )
    source = forms.ChoiceField(
        label=_("Begin with"),
        choices=RuleSource,
        initial=RuleSource.IN_FORCE,
        widget=forms.RadioSelect,
    )
