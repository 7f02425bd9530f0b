"""Forms of the rules of sending."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from distribution.domain.counters import DAYS_OF_MONTH, UNLIMITED
from distribution.domain.windows import UnreadableWindows, read_windows, write_windows
from distribution.queries.rules import ALLOWED

NUMBER = "number"
MOST = 999


class RuleForm(forms.Form):
    """What every rule has: the source that it goes by. `value` in the cleaned data is what is kept."""

    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The law, the platform's page with its date, or the bank's own decision."),
        error_messages={"required": gettext_lazy("Say where this comes from: it is shown beside the rule.")},
    )


class LimitForm(RuleForm):
    """How many are allowed."""

    measure = forms.ChoiceField(
        label=gettext_lazy("How many"),
        choices=[
            (NUMBER, gettext_lazy("This number")),
            (DAYS_OF_MONTH, gettext_lazy("As many as the month has days")),
            (UNLIMITED, gettext_lazy("Any number")),
        ],
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=0, max_value=MOST, required=False)

    field_order = ["measure", "number", "source"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        measure = cleaned.get("measure")
        if measure == NUMBER and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Write the number, or choose another measure."))
        cleaned["value"] = str(cleaned.get("number")) if measure == NUMBER else measure
        return cleaned


class PermissionForm(RuleForm):
    """Whether something is allowed."""

    value = forms.ChoiceField(
        label=gettext_lazy("Allowed?"),
        choices=[("", gettext_lazy("No")), (ALLOWED, gettext_lazy("Yes"))],
        widget=forms.RadioSelect,
        required=False,
    )

    field_order = ["value", "source"]


class WindowsForm(RuleForm):
    """At which times of day messages may be sent."""

    windows = forms.CharField(
        label=gettext_lazy("Times of day"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Such as 9:00-11:00, 14:00-17:00. Empty: at any time."),
    )

    field_order = ["windows", "source"]

    def clean_windows(self) -> str:
        try:
            return write_windows(read_windows(self.cleaned_data["windows"]))
        except UnreadableWindows as error:
            raise forms.ValidationError(
                _(
                    "“%(part)s” cannot be read, or overlaps with another one. "
                    "Write times like 9:00-11:00, each within one day."
                )
                % {"part": error.args[0]}
            ) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["value"] = cleaned.get("windows", "")
        return cleaned
