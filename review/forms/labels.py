"""Labelled sentences: one written by hand, a file of them, why one is withdrawn, which are listed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.enums import Channel, ProductType, Risk, Segment
from content.kinds import kind_choices
from review.domain.labelled import Sentence
from review.domain.plain_text import Fields
from review.domain.screening.result import Verdict
from review.domain.sentences import LONGEST
from review.enums import LabelStatus, Wanted
from review.queries.label_files import MOST_OCTETS, MOST_ROWS
from review.queries.labelled import categories

_UNKNOWN = ("", gettext_lazy("Not known"))


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[_UNKNOWN, *choices], required=False)


class LabelForm(forms.Form):
    """A sentence with what screening is told of it, the verdict that it should get, and why."""

    text = forms.CharField(
        label=gettext_lazy("Sentence"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the sentence as a customer would read it.")},
    )
    wanted = forms.ChoiceField(label=gettext_lazy("Should be"), choices=Wanted)
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    product = _choice(gettext_lazy("Product"), ProductType.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    channel = _choice(gettext_lazy("Channel"), Channel.choices)
    segment = _choice(gettext_lazy("Customer segment"), Segment.choices)
    risk = _choice(gettext_lazy("Risk level"), Risk.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields
        chosen["category"].choices = [(one, one) for one in categories()]
        chosen["kind"].choices = [_UNKNOWN, *kind_choices()]

    @property
    def sentence(self) -> Sentence:
        given = self.cleaned_data
        fields = Fields(**{name: given[name] for name in ("kind", "product", "channel", "segment", "risk")})
        return Sentence(given["text"], Verdict(given["wanted"]), given["category"], fields)


class LabelFileForm(forms.Form):
    """A file of labelled sentences; `file` in the cleaned data is its bytes."""

    file = forms.FileField(
        label=gettext_lazy("JSON lines or XLSX file"),
        help_text=gettext_lazy(
            "Columns or keys: text, verdict (block, warn, pass), category; if known also kind, product, "
            "channel, segment, risk. An export of this page comes in again as it is."
        ),
        widget=forms.FileInput(attrs={"accept": ".jsonl,.json,.xlsx"}),
        error_messages={"required": gettext_lazy("Choose a JSON lines or XLSX file.")},
    )
    reason = forms.CharField(label=gettext_lazy("Where they come from"), max_length=200, required=False)

    def clean_file(self) -> bytes:
        upload: UploadedFile = self.cleaned_data["file"]
        if upload.size is None or upload.size > MOST_OCTETS:
            raise ValidationError(
                _("The file is larger than %(most)d MB. Give at most %(rows)d sentences in one file.")
                % {"most": MOST_OCTETS // 1024 // 1024, "rows": MOST_ROWS}
            )
        content: bytes = upload.read()
        return content


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why it is withdrawn.")},
    )


class ListedForm(forms.Form):
    """Which sentences are listed: those to be confirmed, unless something else is asked for."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=LabelStatus, required=False)
    category = forms.CharField(label=gettext_lazy("Category"), max_length=40, required=False)

    def asked(self) -> dict[str, str]:
        """Return the filters by column."""
        given = self.cleaned_data if self.is_valid() else {}
        wanted = {"status": given.get("status") or LabelStatus.PROPOSED.value}
        return wanted | ({"category": given["category"]} if given.get("category") else {})
