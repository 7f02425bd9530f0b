"""Pictures drawn by code: calm gradients, plain shapes, and a title where a Chinese font is installed."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from cms.demo.motifs import MOTIFS, SIDE, Brush
from content.domain import codes

WHITE = (255, 255, 255)
PHOTO = (1440, 1080)
SHIRTS = ("#c8553d", "#2f6f73", "#5b5f97")
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
    picture = _ground(top, bottom, motif)
    if _font_file() is not None:
        _write(ImageDraw.Draw(picture), headline, subline, footnote)
    return _encoded(picture, "JPEG")


def draw_code(*, top: str, bottom: str, motif: str, headline: str, address: str, footnote: str) -> bytes:
    """Return a PNG of 1080 x 1080: a card with the QR code of `address` below the name of a group.

    Colours, motif and a missing font are treated as by `draw`.
    """
    picture = _ground(top, bottom, motif)
    brush = ImageDraw.Draw(picture)
    brush.rounded_rectangle((190, 200, 890, 960), radius=36, fill=WHITE)
    code = Image.open(BytesIO(codes.png(address))).convert("RGB")
    picture.paste(code.resize((580, 580), Image.Resampling.NEAREST), (250, 250))
    if _font_file() is not None:
        brush.text((540, 130), headline, font=_font(56), fill=WHITE, anchor="mm")
        brush.text((540, 890), footnote, font=_font(36), fill=bottom, anchor="mm")
    return _encoded(picture, "PNG")


def draw_photo(*, top: str, bottom: str, motif: str, people: int, card: str) -> bytes:
    """Return a JPEG of 1440 x 1080 in the place of a photograph: `people` with faces before a scene, one of
    them holding a card with the words `card`.
    """
    ground = _ground(top, bottom, motif)
    picture = Image.new("RGB", PHOTO, bottom)
    picture.paste(ground, (PHOTO[0] - SIDE, 0))
    picture.paste(ground.crop((0, 0, 1, SIDE)).resize((PHOTO[0] - SIDE, SIDE)), (0, 0))
    brush = ImageDraw.Draw(picture)
    for number in range(people):
        _person(brush, 330 + number * 390, SHIRTS[number % len(SHIRTS)])
    brush.rounded_rectangle((450, 850, 850, 960), radius=14, fill=WHITE)
    if _font_file() is not None:
        brush.text((650, 905), card, font=_font(44), fill="#33424a", anchor="mm")
    return _encoded(picture, "JPEG")


def draw_letter(head: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with a letter: its head, and its lines below."""
    page = Image.new("L", (1240, 1754), 255)
    brush = ImageDraw.Draw(page)
    brush.line((120, 300, 1120, 300), fill=90, width=3)
    if _font_file() is not None:
        brush.text((620, 220), head, font=_font(44), fill=20, anchor="mm")
        for number, line in enumerate(lines):
            brush.text((140, 370 + number * 62), line, font=_font(30), fill=40)
    return _encoded(page, "PDF")


def _person(brush: ImageDraw.ImageDraw, middle: int, shirt: str) -> None:
    brush.rounded_rectangle((middle - 170, 720, middle + 170, 1200), radius=120, fill=shirt)
    brush.ellipse((middle - 125, 440, middle + 125, 720), fill="#f1c9a5")
    brush.pieslice((middle - 132, 415, middle + 132, 680), 180, 360, fill="#3a2f2a")
    for side in (-48, 48):
        brush.ellipse((middle + side - 11, 570, middle + side + 11, 592), fill="#3a2f2a")
    brush.arc((middle - 55, 590, middle + 55, 665), 20, 160, fill="#a4543f", width=8)


def _ground(top: str, bottom: str, motif: str) -> Image.Image:
    picture = ImageOps.colorize(Image.linear_gradient("L").resize((SIDE, SIDE)), top, bottom)
    brush = Brush()
    brush.disc(1010, 60, 330, 16)
    brush.disc(60, 1040, 250, 14)
    MOTIFS[motif](brush)
    picture.paste(WHITE, (0, 0, SIDE, SIDE), brush.finished())
    return picture


def _encoded(picture: Image.Image, form: str) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, quality=90)
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
