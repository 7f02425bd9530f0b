"""What managers say to the editors, as forms of the phone."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from distribution.enums import Unusable, Usefulness
from distribution.models.feedback import LONGEST_TITLE, LONGEST_WORDS


class FeedbackForm(forms.Form):
    """A tap on "useful", or a reason, with words if they are needed."""

    usefulness = forms.ChoiceField(choices=Usefulness.choices)
    reason = forms.ChoiceField(choices=Unusable.choices, required=False)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("usefulness") == Usefulness.USEFUL:
            return {**cleaned, "reason": "", "words": ""}
        if not cleaned.get("reason"):
            self.add_error("reason", _("Choose why it cannot be used, then send it again."))
        if cleaned.get("reason") == Unusable.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write in a few words why it cannot be used."))
        return cleaned


class RequestForm(forms.Form):
    """What is lacking. `today` is the first day by which it may be wanted."""

    title = forms.CharField(
        label=gettext_lazy("What is lacking"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"class": "field"}),
        error_messages={"required": gettext_lazy("Write what is lacking.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "class": "field"}),
        help_text=gettext_lazy("For which customers and which occasion. No customer's name or number."),
        error_messages={"required": gettext_lazy("Write what it is for.")},
    )
    wanted_by = forms.DateField(
        label=gettext_lazy("Wanted by"),
        widget=forms.DateInput(attrs={"type": "date", "class": "field"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the day by which you want it.")},
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_wanted_by(self) -> date:
        day: date = self.cleaned_data["wanted_by"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))
        return day
