"""What an officer says on a case of what screening got wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from review.domain.screening.result import Verdict
from review.domain.sentences import LONGEST
from review.enums import Wanted
from review.queries.labelled import categories
from review.queries.rule_sets import in_force


class FalseAlarmForm(forms.Form):
    """Which finding is none, and why."""

    finding = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why it is a false alarm"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say in a few words why it is a false alarm.")},
    )


class MissedForm(forms.Form):
    """A sentence of the piece that screening should have found, and what it is."""

    prefix = "missed"

    text = forms.CharField(
        label=gettext_lazy("The sentence that was missed"),
        help_text=gettext_lazy("Copy it from the text as it stands there."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Copy the sentence that was missed.")},
    )
    wanted = forms.ChoiceField(
        label=gettext_lazy("It should have been"),
        choices=[(one.value, one.label) for one in (Wanted.BLOCK, Wanted.WARN)],
        initial=Wanted.BLOCK,
    )
    rule = forms.CharField(
        label=gettext_lazy("Rule that should have found it"),
        help_text=gettext_lazy(
            "Its code, such as ABS-001. Empty if you know of none: then choose a category."
        ),
        required=False,
        max_length=40,
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why it must be found"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say in a few words why it must be found.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["category"]
        chosen.choices = [("", "—"), *((one, one) for one in categories())]

    def clean_rule(self) -> str:
        code = str(self.cleaned_data["rule"]).strip().upper()
        if code and code not in {rule.id for rule in in_force().rules}:
            raise forms.ValidationError(
                _("There is no rule %(code)s in force. Choose a category instead.") % {"code": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("rule") and not cleaned.get("category"):
            self.add_error("category", _("Name a rule, or choose a category."))
        return cleaned

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["wanted"])
