"""Pictures drawn by code: calm gradients, plain shapes, and a title where a Chinese font is installed."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

SIDE = 1080
WHITE = (255, 255, 255)
FONTS: Sequence[tuple[str, int]] = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("C:/Windows/Fonts/msyhbd.ttc", 0),
)
"""Where Chinese fonts lie, with the place of the simplified face in the collection."""

Brush = ImageDraw.ImageDraw


def draw(*, top: str, bottom: str, motif: str, headline: Sequence[str], subline: str, footnote: str) -> bytes:
    """Return a JPEG of 1080 x 1080: a gradient from `top` to `bottom` (colours), a motif, and the words.

    Without a Chinese font the words are left out. Raises KeyError for an unknown motif.
    """
    picture = ImageOps.colorize(Image.linear_gradient("L").resize((SIDE, SIDE)), top, bottom).convert("RGBA")
    shapes = Image.new("RGBA", picture.size)
    MOTIFS[motif](ImageDraw.Draw(shapes))
    picture = Image.alpha_composite(picture, shapes)
    if _font_file() is not None:
        _write(ImageDraw.Draw(picture), headline, subline, footnote)
    buffer = BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _write(brush: Brush, headline: Sequence[str], subline: str, footnote: str) -> None:
    for number, line in enumerate(headline):
        brush.text((90, 120 + number * 150), line, font=_font(116), fill=WHITE)
    brush.text((94, 150 + len(headline) * 150), subline, font=_font(46), fill=WHITE)
    brush.multiline_text((90, SIDE - 70), footnote, font=_font(34), fill=WHITE, anchor="ld", spacing=14)


@cache
def _font_file() -> tuple[str, int] | None:
    return next((found for found in FONTS if Path(found[0]).exists()), None)


def _font(size: int) -> ImageFont.FreeTypeFont:
    path, face = _font_file() or FONTS[0]
    return ImageFont.truetype(path, size, index=face)


def _sun(brush: Brush) -> None:
    left, top = 780, 720
    for radius, strength in ((230, 40), (170, 70), (110, 130)):
        brush.ellipse((left - radius, top - radius, left + radius, top + radius), fill=(*WHITE, strength))
    for number in range(16):
        angle = number * math.pi / 8
        ends = [(left + reach * math.cos(angle), top + reach * math.sin(angle)) for reach in (255, 295)]
        brush.line(ends, fill=(*WHITE, 110), width=10)


def _waves(brush: Brush) -> None:
    for number in range(5):
        level = 600 + number * 70
        crest = [(x, level + 46 * math.sin(x / 150 + number * 1.1)) for x in range(0, SIDE + 1, 12)]
        brush.polygon([*crest, (SIDE, SIDE), (0, SIDE)], fill=(*WHITE, 28 + number * 14))


def _hills(brush: Brush) -> None:
    for left, peak, strength in ((-120, 690, 40), (220, 620, 55), (600, 730, 75)):
        brush.polygon([(left, SIDE), (left + 330, peak), (left + 700, SIDE)], fill=(*WHITE, strength))
    brush.ellipse((800, 550, 920, 670), fill=(*WHITE, 120))


def _rings(brush: Brush) -> None:
    for number in range(5):
        radius = 44 * (number + 1)
        box = (800 - radius, 720 - radius, 800 + radius, 720 + radius)
        brush.ellipse(box, outline=(*WHITE, 150 - number * 22), width=12)


MOTIFS: Mapping[str, Callable[[Brush], None]] = {
    "sun": _sun,
    "waves": _waves,
    "hills": _hills,
    "rings": _rings,
}
