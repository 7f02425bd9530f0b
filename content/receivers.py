"""What happens to media when they are saved."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from content.models import LibraryDocument, LibraryImage
from content.models.media_files import all_of
from core.domain.canonical import sha256


class ForeignFile(ValueError):
    """A row was to name a file that did not come in by the door, or to change what its file is taken for."""


@receiver(pre_save, sender=LibraryImage)
@receiver(pre_save, sender=LibraryDocument)
def keep_file(
    sender: Any, instance: LibraryImage | LibraryDocument, update_fields: Any = None, **kwargs: Any
) -> None:
    """Bring a new file in before the row's values are read, and let no row name bytes that nobody checked.

    The hash is written when the file comes in and never again: whoever changes the file on disk is found out
    at submission. Raises PictureRefused, DocumentRefused or ForeignFile.
    """
    file: Any = instance.file
    if file and not file._committed:
        file.save(file.name, file.file, save=False)
    elif update_fields is None or "file" in update_fields:
        _require_own_file(instance)


@receiver(pre_save, sender=UploadedFile)
def keep_waiting_file(sender: Any, instance: UploadedFile, **kwargs: Any) -> None:
    """A file of the multiple upload waits for its title and rights; it comes in by the same door."""
    model = instance.for_content_type.model_class() if instance.for_content_type else None
    if model in {LibraryImage, LibraryDocument} and not instance.file._committed:
        instance.file = model().accept(all_of(instance.file), instance.file.name)


def _require_own_file(instance: LibraryImage | LibraryDocument) -> None:
    said = {"file": instance.file.name, "content_sha256": instance.content_sha256}
    if isinstance(instance, LibraryImage):
        said["is_partner_original"] = instance.is_partner_original
    recorded = type(instance)._default_manager.filter(pk=instance.pk).values(*said).first()
    if recorded is not None and recorded["file"] == said["file"]:
        if recorded != said:
            raise ForeignFile(instance.file.name)
        return
    with instance.open_file() as file:
        if sha256(all_of(file)) != instance.content_sha256:
            raise ForeignFile(instance.file.name)
