"""The bytes of pictures."""

from content.models import LibraryImage


def original_bytes(image: LibraryImage) -> bytes:
    """Return the picture's file as it is kept. Raises FileNotFoundError if it is gone."""
    with image.open_file() as file:
        file.seek(0)
        return bytes(file.read())
