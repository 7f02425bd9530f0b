"""Make parts of a picture unrecognisable, for good. Pure.

GB/T 35273 (anonymisation): nobody can get back what was there. Covering keeps nothing of it. Coarse pixels
keep a few rounded averages, too few for a face or a number to be told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from content.domain.pictures import kind_of

MOST_BOXES = 40
LEAST_SIDE = 4
CELLS = 4
"""A pixelated box is averaged into so many cells a side at most, whatever its size."""
LEVELS = 32
"""Averages are rounded to multiples of this."""
COVER = (28, 32, 30)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture in its own pixels. `origin`: "hand", or "proposed" by a program and kept."""

    x: int
    y: int
    width: int
    height: int
    origin: str = "hand"

    def within(self, width: int, height: int) -> "Box | None":
        """Return the part of the box that lies in a picture of this size, None if too little does."""
        left, top = max(0, self.x), max(0, self.y)
        right, bottom = min(width, self.x + self.width), min(height, self.y + self.height)
        if right - left < LEAST_SIDE or bottom - top < LEAST_SIDE:
            return None
        return Box(left, top, right - left, bottom - top, self.origin)


def covered(content: bytes, boxes: Sequence[Box]) -> bytes:
    """Return the picture with one opaque colour in each box."""
    picture = _opened(content)
    for box in boxes:
        picture.paste(_cover(picture), _corners(box))
    return _written(picture, content)


def pixelated(content: bytes, boxes: Sequence[Box]) -> bytes:
    """Return the picture with each box averaged into a few rounded cells."""
    picture = _opened(content)
    for box in boxes:
        part = picture.crop(_corners(box))
        cells = (min(CELLS, box.width // LEAST_SIDE) or 1, min(CELLS, box.height // LEAST_SIDE) or 1)
        coarse = part.resize(cells, Image.Resampling.BOX).point(lambda level: level // LEVELS * LEVELS)
        if "A" in coarse.getbands():
            coarse.putalpha(255)
        picture.paste(coarse.resize(part.size, Image.Resampling.NEAREST), _corners(box))
    return _written(picture, content)


def _opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGB")


def _cover(picture: Image.Image) -> tuple[int, ...]:
    return (*COVER, 255) if picture.mode == "RGBA" else COVER


def _corners(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _written(picture: Image.Image, content: bytes) -> bytes:
    """Only the pixels are taken over: no thumbnail and no EXIF of the original."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    kind, written = kind_of(content), BytesIO()
    bare.save(written, format=kind.upper(), **({"quality": 92, "subsampling": 0} if kind == "jpeg" else {}))
    return written.getvalue()
