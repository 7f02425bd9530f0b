"""What an author hands in with a draft: a justification for each warning, and which bytes were shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from review.actions.prepare import Prepared
from review.domain.screening.result import Finding

PREFIX = "why"


class SubmissionForm(forms.Form):
    """One text for each warning, and what the page showed."""

    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    content_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, warnings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings = tuple(warnings)
        for finding in self.warnings:
            self.fields[field_name(finding)] = forms.CharField(
                label=gettext_lazy("Your justification"),
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Justify this warning, or change the text.")},
            )

    @classmethod
    def for_prepared(cls, prepared: Prepared, typed: Mapping[str, str]) -> Self:
        """Return an unbound form for `prepared` that keeps what was typed into an earlier one.

        A warning that moved keeps the words that were typed for the same rule.
        """
        initial: dict[str, Any] = {
            "revision_id": prepared.revision_id,
            "content_sha256": prepared.content_sha256,
        }
        for finding in prepared.screening.warnings:
            name = field_name(finding)
            same_rule = [
                words for other, words in typed.items() if other.startswith(f"{PREFIX}-{finding.rule}-")
            ]
            initial[name] = typed.get(name) or next((words for words in same_rule if words), "")
        return cls(warnings=prepared.screening.warnings, initial=initial)

    @property
    def justifications(self) -> dict[str, str]:
        """Finding key to justification, of a valid form."""
        return {finding.key: self.cleaned_data[field_name(finding)] for finding in self.warnings}


def field_name(finding: Finding) -> str:
    """Return the name of the field that justifies `finding`."""
    return f"{PREFIX}-{finding.rule}-{finding.key}"
