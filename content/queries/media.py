"""The bytes of pictures."""

from content.models import LibraryImage
from content.models.media_files import all_of
from core.domain.canonical import sha256


class PictureChanged(Exception):
    """The kept file is gone, or is not the one that came in: it was changed behind the library's back."""


def original_bytes(image: LibraryImage) -> bytes:
    """Return the picture's file as it came in. Raises PictureChanged if it no longer has its hash."""
    try:
        with image.open_file() as file:
            content = all_of(file)
    except OSError as error:
        raise PictureChanged(image.pk) from error
    if sha256(content) != image.content_sha256:
        raise PictureChanged(image.pk)
    return content
