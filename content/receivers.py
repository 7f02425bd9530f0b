"""What happens to media when they are saved."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver

from content.models import LibraryDocument, LibraryImage
from core.domain.canonical import sha256


@receiver(pre_save, sender=LibraryImage)
@receiver(pre_save, sender=LibraryDocument)
def record_content_hash(sender: Any, instance: LibraryImage | LibraryDocument, **kwargs: Any) -> None:
    """Keep the SHA-256 and the size of the file beside it, whichever way the file came in."""
    with instance.open_file() as file:
        file.seek(0)
        content = bytes(file.read())
        file.seek(0)
    instance.content_sha256 = sha256(content)
    instance.file_size = len(content)
