"""Drawing a manager's name and QR code into an approved poster. Pure but for reading the font.

Everything outside the place that the poster declares stays as it was approved, pixel by pixel, and the same
inputs, font and library give the same bytes.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from content.domain import codes
from content.domain.chart_drawing import SIMPLIFIED

BELOW, BOTTOM_LEFT, BOTTOM_RIGHT = "below", "bottom_left", "bottom_right"

CORNER_SHARE = 0.46
"""How much of the poster's width a card in a corner takes: as much as previews show."""

MODULE = 3
"""Pixels that a module of the code has at least, so that it is read from a screen."""

PAPER, INK, SOFT = "#ffffff", "#1f2430", "#5b6270"
CUT = "…"

Box = tuple[int, int, int, int]


class TooSmall(ValueError):
    """The poster has no room for the card."""


@dataclass(frozen=True, slots=True)
class NameCard:
    """What is drawn in. Without `address` there is no code."""

    name: str
    branch: str
    address: str = ""

    @property
    def words(self) -> str:
        return f"{self.name}{self.branch}"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the card stands in the finished picture; pixels between its parts, of a module, of the words."""

    box: Box
    gap: int
    module: int
    largest: int
    smallest: int


def card_box(size: tuple[int, int], place: str, card: NameCard) -> Box:
    """Return left, top, right and bottom of the card in the finished poster of a picture of `size`.

    Raises TooSmall.
    """
    return _layout(size, place, card).box


def draw(picture: bytes, place: str, card: NameCard, font: Path) -> bytes:
    """Return `picture` with `card` as a PNG, a strip higher if the place is below.

    Names that are too long are set smaller, then cut with an ellipsis. Raises TooSmall, and OSError for a
    file that is no font.
    """
    with Image.open(BytesIO(picture)) as opened:
        profile, poster = opened.info.get("icc_profile"), opened.convert("RGB")
    layout = _layout(poster.size, place, card)
    finished = Image.new("RGB", (poster.width, max(poster.height, layout.box[3])), PAPER)
    finished.paste(poster, (0, 0))
    finished.paste(_drawn(layout, card, font), layout.box)
    buffer = BytesIO()
    finished.save(buffer, "PNG", icc_profile=profile)
    return buffer.getvalue()


def _layout(size: tuple[int, int], place: str, card: NameCard) -> _Layout:
    width, height = size
    gap, smallest = max(6, width // 48), max(12, width // 60)
    largest = max(16, width // 26)
    across = width if place == BELOW else round(width * CORNER_SHARE)
    modules = len(codes.rows(card.address)) if card.address else 0
    module = max(MODULE, round(across * (0.2 if place == BELOW else 0.4) / modules)) if modules else 0
    down = max(module * modules, 2 * largest + gap) + 2 * gap
    room = across - module * modules - 3 * gap
    if room < 4 * smallest or (place != BELOW and down + 2 * gap > height // 2):
        raise TooSmall(f"{width}x{height}")
    if place == BELOW:
        return _Layout((0, height, width, height + down), gap, module, largest, smallest)
    left = gap if place == BOTTOM_LEFT else width - gap - across
    box = (left, height - gap - down, left + across, height - gap)
    return _Layout(box, gap, module, largest, smallest)


def _drawn(layout: _Layout, card: NameCard, font: Path) -> Image.Image:
    left, top, right, bottom = layout.box
    drawn = Image.new("RGB", (right - left, bottom - top), PAPER)
    code = _code(card.address, layout.module)
    edge = layout.gap
    if code is not None:
        drawn.paste(code, (layout.gap, (drawn.height - code.height) // 2))
        edge += code.width + layout.gap
    room = drawn.width - edge - layout.gap
    pen = ImageDraw.Draw(drawn)
    name = _fitted(card.name, room, layout.largest, layout.smallest, font)
    branch = _fitted(card.branch, room, layout.largest * 2 // 3, layout.smallest, font)
    heights = [sum(face.getmetrics()) for _words, face in (name, branch)]
    down = (drawn.height - sum(heights) - layout.gap // 2) // 2
    pen.text((edge, down), name[0], fill=INK, font=name[1])
    pen.text((edge, down + heights[0] + layout.gap // 2), branch[0], fill=SOFT, font=branch[1])
    return drawn


def _fitted(
    words: str, room: int, largest: int, smallest: int, font: Path
) -> tuple[str, ImageFont.FreeTypeFont]:
    """Return `words` in one line with the largest face in which they fit; cut if they fit in none."""
    line = " ".join(words.split())
    for size in range(max(largest, smallest), smallest - 1, -1):
        face = _face(font, size)
        if face.getlength(line) <= room:
            return line, face
    while line and face.getlength(line + CUT) > room:
        line = line[:-1]
    return line.rstrip() + CUT, face


def _code(address: str, module: int) -> Image.Image | None:
    if not address:
        return None
    rows = codes.rows(address)
    code = Image.new("L", (len(rows), len(rows)))
    code.putdata([0 if dark else 255 for row in rows for dark in row])
    side = len(rows) * module
    return code.resize((side, side), Image.Resampling.NEAREST).convert("RGB")


@lru_cache(maxsize=128)
def _face(font: Path, size: int) -> ImageFont.FreeTypeFont:
    return _opened(font, size, _simplified(font))


@lru_cache(maxsize=8)
def _simplified(font: Path) -> int:
    """Return the place of the simplified face in a collection, 0 if none is called so."""
    place = 0
    while True:
        try:
            family, _style = _opened(font, 16, place).getname()
        except OSError:
            if place == 0:
                raise
            return 0
        if str(family).endswith(SIMPLIFIED):
            return place
        place += 1


def _opened(font: Path, size: int, place: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), size, index=place, layout_engine=ImageFont.Layout.BASIC)
