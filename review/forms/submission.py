"""What an author hands in with a draft: a justification for each warning, and which bytes were shown."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from review.actions.prepare import Prepared
from review.domain.screening.result import Finding

PREFIX = "why"
MOST_CHARACTERS = 1000


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
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Justify this warning, or change the text.")},
            )

    @classmethod
    def for_prepared(cls, prepared: Prepared, typed: Mapping[str, str]) -> Self:
        """Return an unbound form for `prepared` that keeps what was typed into an earlier one, or while the
        draft was written.
        """
        initial: dict[str, Any] = {
            "revision_id": prepared.revision_id,
            "content_sha256": prepared.content_sha256,
        }
        for finding in prepared.screening.warnings:
            initial[field_name(finding)] = words_for(finding, typed)
        return cls(warnings=prepared.screening.warnings, initial=initial)

    @property
    def justifications(self) -> dict[str, str]:
        """Finding key to justification, of a valid form."""
        return {finding.key: self.cleaned_data[field_name(finding)] for finding in self.warnings}


class TranscriptForm(forms.Form):
    """The words in a picture, as the author typed them."""

    text = forms.CharField(
        label=gettext_lazy("All words in this picture"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy(
                "Type every word that stands in the picture; if there is none, write “no words”."
            )
        },
    )


def field_name(finding: Finding) -> str:
    """Return the name of the field that justifies `finding`."""
    return f"{PREFIX}-{finding.rule}-{finding.key}"


def words_for(finding: Finding, typed: Mapping[str, str]) -> str:
    """Return what was typed for `finding`. A warning that moved keeps the words that were typed for the same
    rule.
    """
    same_rule = (
        words for name, words in typed.items() if name.startswith(f"{PREFIX}-{finding.rule}-") and words
    )
    return typed.get(field_name(finding)) or next(same_rule, "")
