"""Pictures drawn by code: calm gradients, plain shapes, and a title where a Chinese font is installed."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from cms.demo.motifs import MOTIFS, SIDE, Brush

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


def draw(*, top: str, bottom: str, motif: str, headline: Sequence[str], subline: str, footnote: str) -> bytes:
    """Return a JPEG of 1080 x 1080: a gradient from `top` to `bottom` (colours), a motif, and the words.

    Without a Chinese font the words are left out. Raises KeyError for an unknown motif.
    """
    picture = ImageOps.colorize(Image.linear_gradient("L").resize((SIDE, SIDE)), top, bottom)
    brush = Brush()
    brush.disc(1010, 60, 330, 16)
    brush.disc(60, 1040, 250, 14)
    MOTIFS[motif](brush)
    picture.paste(WHITE, (0, 0, SIDE, SIDE), brush.finished())
    if _font_file() is not None:
        _write(ImageDraw.Draw(picture), headline, subline, footnote)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _write(brush: ImageDraw.ImageDraw, headline: Sequence[str], subline: str, footnote: str) -> None:
    brush.rounded_rectangle((92, 96, 180, 106), radius=5, fill=WHITE)
    for number, line in enumerate(headline):
        brush.text((90, 130 + number * 148), line, font=_font(112), fill=WHITE)
    brush.text((94, 168 + len(headline) * 148), subline, font=_font(44), fill=WHITE)
    brush.multiline_text((90, SIDE - 64), footnote, font=_font(30), fill=WHITE, anchor="ld", spacing=12)


@cache
def _font_file() -> tuple[str, int] | None:
    return next((found for found in FONTS if Path(found[0]).exists()), None)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    path, face = _font_file() or FONTS[0]
    return ImageFont.truetype(path, size, index=face)
