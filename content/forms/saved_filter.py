"""The form that names a filter."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.queries.saved_filters import known_query


class SavedFilterForm(forms.Form):
    """A name for what the list is asked now, and whether colleagues of the branch see it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the filter"),
        max_length=30,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("for instance: briefs of this month")}),
    )
    shared = forms.BooleanField(label=gettext_lazy("Share with my branch"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_query(self) -> str:
        query = known_query(self.cleaned_data["query"])
        if not query:
            raise ValidationError(_("Set a filter or type words first, then save."))
        return query
