"""A customer's story, as a manager sends it in from the phone."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.domain.pictures import PictureRefused
from content.enums import Channel
from content.forms.media_words import PICTURE_WORDS
from content.models import StoryPicture
from content.models.media_files import AcceptedFile, accept_picture, all_of

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]{2,39}")
MOBILE_OR_IDENTITY = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Takes any number of pictures; each comes in by the door that every picture takes."""

    widget = ManyFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[AcceptedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        accepted = []
        for file in files:
            super().clean(file, initial)
            try:
                accepted.append(accept_picture(all_of(file), file.name))
            except PictureRefused as refused:
                raise ValidationError(
                    _("%(name)s: %(words)s") % {"name": file.name, "words": PICTURE_WORDS[refused.flaw]}
                ) from refused
        return accepted


class StoryForm(forms.Form):
    """`held` names pictures that came with an earlier try; `manager` may name only own ones."""

    pictures = PicturesField(label=gettext_lazy("Pictures"), required=False)
    told = forms.CharField(
        label=gettext_lazy("What the customer tells"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("No earnings, no praise of a product, nothing that tells who it is."),
        error_messages={"required": gettext_lazy("Write what the customer tells.")},
    )
    consent_number = forms.CharField(
        label=gettext_lazy("Number of the signed consent form"),
        max_length=40,
        help_text=gettext_lazy("Letters, digits and hyphens. No name, no phone number."),
        error_messages={"required": gettext_lazy("Write the number that stands on the form.")},
    )
    given_on = forms.DateField(
        label=gettext_lazy("Signed on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Choose the day.")},
    )
    holds_until = forms.DateField(
        label=gettext_lazy("Holds until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Choose the day.")},
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Where it may be shown"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the channels that the customer has consented to.")},
    )
    agreed = forms.BooleanField(
        error_messages={"required": gettext_lazy("Without this confirmation the story cannot be taken.")}
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, manager: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_key"].initial = uuid4()
        self.fields["agreed"].label = settings.ARMOURY_STORY_CONSENT_WORDS
        self.manager = manager
        self.held: list[StoryPicture] = self._held()
        for name in ("told", "consent_number", "given_on", "holds_until", "pictures"):
            self.fields[name].widget.attrs["class"] = "field"

    @property
    def most_pictures(self) -> int:
        return settings.ARMOURY_STORY_PICTURES

    def clean_consent_number(self) -> str:
        number: str = self.cleaned_data["consent_number"].strip()
        if not NUMBER.fullmatch(number) or MOBILE_OR_IDENTITY.fullmatch(number):
            raise ValidationError(
                _("Write the form's number only: letters, digits and hyphens, no phone or identity number.")
            )
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given, until = cleaned.get("given_on"), cleaned.get("holds_until")
        if given and until and until < given:
            self.add_error("holds_until", _("The end must be after the beginning."))
        if len(self.held) + len(cleaned.get("pictures", [])) > self.most_pictures:
            cleaned["pictures"] = []
            self.add_error(
                "pictures",
                ngettext(
                    "A story has %(count)d picture at most. Choose again.",
                    "A story has %(count)d pictures at most. Choose again.",
                    self.most_pictures,
                )
                % {"count": self.most_pictures},
            )
        return cleaned

    def _held(self) -> list[StoryPicture]:
        if not self.is_bound:
            return []
        own = StoryPicture.objects.filter(manager=self.manager, story=None, erased_at=None)
        by_id = {str(one.public_id): one for one in own}
        wanted = dict.fromkeys(self.data.getlist("held"))
        return [by_id[one] for one in wanted if one in by_id]
