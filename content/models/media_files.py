"""The only door by which bytes come into the library: whoever saves a file of a picture or document is here.

Forms, multiple upload, choosers, the demo and plain ORM calls all end in `FieldFile.save`.
"""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile, FileField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from content.domain import office_files, pictures
from content.domain.file_names import extension_of
from core.domain.canonical import sha256


class AcceptedFile(ContentFile):
    """Bytes that were checked and made ready to be kept, so that nobody does it a second time."""


def accept_picture(content: bytes, name: str) -> AcceptedFile:
    """Return the picture encoded anew, pixels only. Raises PictureRefused."""
    return AcceptedFile(pictures.clean(content, name).content, name=name)


def accept_partner_original(content: bytes, name: str) -> AcceptedFile:
    """Return the picture byte for byte, once it is checked. Raises PictureRefused."""
    return AcceptedFile(pictures.verify(content, name).content, name=name)


def accept_document(content: bytes, name: str) -> AcceptedFile:
    """Return the document byte for byte, once it is checked. Raises DocumentRefused."""
    office_files.verify(content, name)
    return AcceptedFile(content, name=name)


def all_of(file: File) -> bytes:
    """Return the bytes of an open file from its beginning, one more than any limit at most."""
    file.seek(0)
    content = bytes(file.read(max(pictures.MAX_OCTETS, office_files.MAX_OCTETS) + 1))
    file.seek(0)
    return content


class LibraryFieldFile(FieldFile):
    """Checks what is saved, keeps it under a name that says nothing, and writes down its hash."""

    instance: Any

    def save(self, name: str, content: File, save: bool = True) -> None:
        accepted = (
            content if isinstance(content, AcceptedFile) else self.instance.accept(all_of(content), name)
        )
        kept = all_of(accepted)
        super().save(f"{uuid4().hex}.{extension_of(name)}", accepted, save=False)
        self.instance.content_sha256 = sha256(kept)
        self.instance.file_size = len(kept)
        self.instance._set_file_hash()
        if save:
            self.instance.save()


class PictureFieldFile(LibraryFieldFile, WagtailImageFieldFile):
    """Knows a picture's size from its header alone; only the three kinds that are kept are looked at."""

    def get_image_dimensions(self) -> tuple[int, int]:
        was_closed = self.closed
        self.open()
        try:
            return pictures.size_of(all_of(self))
        finally:
            if was_closed:
                self.close()


class PictureField(WagtailImageField):
    attr_class = PictureFieldFile


class DocumentField(FileField):
    attr_class: Any = LibraryFieldFile
