"""The pictures of a story that have to be looked at, and how they look when parts of them are masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.domain.masking import Box, covered, pixelated
from content.enums import MaskStyle
from content.models import Component, LibraryImage
from content.models.media_files import AcceptedFile, accept_picture
from content.queries.freezing import chosen_images
from content.queries.media import original_bytes
from content.queries.stories import waiting_pictures
from core import blobs


@dataclass(frozen=True, slots=True)
class Source:
    """A picture to look at: as a manager sent it in (`image` is None), or chosen from the library."""

    sha256: str
    width: int
    height: int
    kind: str
    image: LibraryImage | None = None


def sources_of(draft: Component) -> list[Source]:
    """Return every picture of the draft: first what waits, then what it uses, looked at or not."""
    waiting = [Source(one.sha256, one.width, one.height, one.kind) for one in waiting_pictures(draft)]
    return [
        *waiting,
        *(
            Source(one.content_sha256, one.width, one.height, one.file.name.rsplit(".", 1)[-1].lower(), one)
            for one in chosen_images(draft)
        ),
    ]


def source_of(draft: Component, sha256: str) -> Source | None:
    """Return the picture of the draft with this hash, or None."""
    return next((source for source in sources_of(draft) if source.sha256 == sha256), None)


def source_bytes(source: Source) -> bytes:
    """Return the picture as it is. Raises FileNotFoundError, BlobChanged or PictureChanged."""
    return blobs.get(source.sha256) if source.image is None else original_bytes(source.image)


def as_it_is(source: Source) -> AcceptedFile:
    """Return the picture for the library, nothing masked. Raises what `source_bytes` raises."""
    return AcceptedFile(source_bytes(source), name=f"story.{source.kind}")


def masked(source: Source, boxes: Sequence[Box], style: MaskStyle) -> AcceptedFile:
    """Return the picture with `boxes` masked, as it comes into the library. Slow: hold no transaction."""
    mask = pixelated if style == MaskStyle.PIXELATED else covered
    return accept_picture(mask(source_bytes(source), boxes), f"story.{source.kind}")
