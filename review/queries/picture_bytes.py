"""The bytes of a picture by its hash, wherever it stands."""

from content.models import LibraryImage, StoryPicture
from content.queries.media import PictureChanged, original_bytes
from core import blobs
from review.enums import ReadingTrouble
from review.queries.reader_process import NotRead


def bytes_of(sha256: str) -> bytes | None:
    """Return the picture from the library, or as a manager sent it in; None if it is gone.

    Raises NotRead if its file was changed or lost.
    """
    images = list(LibraryImage.objects.filter(content_sha256=sha256))
    for image in images:
        try:
            return original_bytes(image)
        except PictureChanged:
            continue
    if StoryPicture.objects.filter(sha256=sha256, erased_at=None).exists():
        try:
            return blobs.get(sha256)
        except (FileNotFoundError, blobs.BlobChanged) as error:
            raise NotRead(ReadingTrouble.CHANGED) from error
    if images:
        raise NotRead(ReadingTrouble.CHANGED)
    return None
