"""Forms by which pictures and documents come in: one clear sentence for each thing that is wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import FileField
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from content.domain.file_names import visible
from content.domain.office_files import DocumentFlaw, DocumentRefused
from content.domain.pictures import PictureFlaw, PictureRefused
from content.forms.media_words import (
    DOCUMENT_HELP,
    DOCUMENT_WORDS,
    PICTURE_HELP,
    PICTURE_WORDS,
    UPLOAD_ONCE_MORE,
)
from content.models.media_files import (
    AcceptedFile,
    accept_document,
    accept_partner_original,
    accept_picture,
    all_of,
)


class PictureField(WagtailImageField):
    """Takes any file: what it is, the form finds out from its bytes."""

    default_validators: list[Any] = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = PICTURE_HELP
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
        self.error_messages |= {
            "empty": PICTURE_WORDS[PictureFlaw.EMPTY],
            "file_too_large_unknown_size": PICTURE_WORDS[PictureFlaw.TOO_LARGE],
            "invalid_image_extension": PICTURE_WORDS[PictureFlaw.UNKNOWN_TYPE],
        }

    def to_python(self, data: Any) -> Any:
        return FileField.to_python(self, data)


class DocumentField(WagtailDocumentField):
    """Takes any file: what it is, the form finds out from its bytes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = DOCUMENT_HELP
        self.widget.attrs["accept"] = ".pdf,.docx,.xlsx,.pptx"
        self.error_messages |= {
            "empty": DOCUMENT_WORDS[DocumentFlaw.EMPTY],
            "file_too_large_unknown_size": DOCUMENT_WORDS[DocumentFlaw.TOO_LARGE],
        }

    def to_python(self, data: Any) -> Any:
        return FileField.to_python(self, data)


class MediaForm(forms.ModelForm):
    """What both have in common: the file is settled once everything else has been read.

    The title often comes from the file's name, so that characters nobody can see are taken out of it.
    """

    def clean_title(self) -> str:
        title = visible(self.cleaned_data["title"])
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.changed_data and cleaned.get("file"):
            try:
                cleaned["file"] = self.accept(all_of(cleaned["file"]), cleaned["file"].name)
            except PictureRefused as refused:
                self.add_error("file", PICTURE_WORDS[refused.flaw])
            except DocumentRefused as refused:
                self.add_error("file", DOCUMENT_WORDS[refused.flaw])
        return cleaned

    def accept(self, content: bytes, name: str) -> AcceptedFile:
        """Return what is kept of `content`. Raises PictureRefused or DocumentRefused."""
        raise NotImplementedError


class LibraryImageForm(MediaForm, BaseImageForm):
    """Without a file field (the second step of the multiple upload) the file is settled already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _replaced(self.fields["file"], PictureField)
        else:
            del self.fields["is_partner_original"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (
            "is_partner_original" in self.changed_data
            and "file" not in self.changed_data
            and self.instance.pk
        ):
            self.add_error("is_partner_original", UPLOAD_ONCE_MORE)
        return cleaned

    def accept(self, content: bytes, name: str) -> AcceptedFile:
        if self.cleaned_data.get("is_partner_original"):
            return accept_partner_original(content, name)
        return accept_picture(content, name)


class LibraryDocumentForm(MediaForm, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _replaced(self.fields["file"], DocumentField)

    def accept(self, content: bytes, name: str) -> AcceptedFile:
        return accept_document(content, name)


def _replaced(old: forms.Field, kind: type[Any]) -> forms.Field:
    return kind(label=old.label, required=old.required, widget=old.widget)
