"""Pictures and documents of the library, with the right to use them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import willow
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, get_upload_to

from content.domain import pictures
from content.enums import RightsBasis
from content.models.media_files import (
    AcceptedFile,
    DocumentField,
    PictureField,
    accept_document,
    accept_partner_original,
    accept_picture,
    all_of,
)


class LibraryImage(AbstractImage):
    """A picture.

    It belongs to a branch through its collection; `content_sha256` is of the file as it is kept. Files are
    encoded anew when they come in (content.models.media_files); a partner's original is kept byte for byte,
    handed out as a download only, and shown as a rendition.
    """

    file = PictureField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    is_partner_original = models.BooleanField(
        _("partner's original"),
        default=False,
        help_text=_(
            "Approved by a partner and not to be changed: the file is kept byte for byte and handed out as a "
            "download only. What is shown is a copy."
        ),
    )
    rights_basis = models.CharField(
        _("right to use it"), max_length=16, choices=RightsBasis, default=RightsBasis.OWN
    )
    rights_holder = models.CharField(_("rights holder"), max_length=80, blank=True)
    rights_until = models.DateField(
        _("right ends on"),
        null=True,
        blank=True,
        help_text=_("Empty: without end. A piece never outlives its pictures' rights."),
    )

    admin_form_fields = (
        *Image.admin_form_fields,
        "is_partner_original",
        "rights_basis",
        "rights_holder",
        "rights_until",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def accept(self, content: bytes, name: str) -> AcceptedFile:
        """Return what is kept of `content`. Raises PictureRefused."""
        if self.is_partner_original:
            return accept_partner_original(content, name)
        return accept_picture(content, name)

    def get_upload_to(self, filename: str) -> str:
        return f"original_images/{filename}"

    @contextmanager
    def get_willow_image(self) -> Iterator[Any]:
        with self.open_file() as file:
            yield willow.Image.open(self._shown(file))

    def generate_rendition_file(self, filter: Any, *, source: File | None = None) -> File:
        made: File = super().generate_rendition_file(
            filter, source=None if source is None else self._shown(source)
        )
        return made

    def _shown(self, file: File) -> File:
        """Renditions carry over EXIF and profile of their source: a partner's original is cleaned before."""
        if not self.is_partner_original:
            return file
        content = all_of(file)
        cleaned = pictures.clean(content, f"shown.{pictures.kind_of(content)}")
        return File(BytesIO(cleaned.content), name=self.file.name)


class LibraryRendition(AbstractRendition):
    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


class LibraryDocument(AbstractDocument):
    """A document for the desks: PDF or Office without macros, kept byte for byte, only ever downloaded."""

    file = DocumentField(_("file"), upload_to="documents")
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def accept(self, content: bytes, name: str) -> AcceptedFile:
        """Return what is kept of `content`. Raises DocumentRefused."""
        return accept_document(content, name)
