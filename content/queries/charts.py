"""The charts of a document, drawn with the font that this machine has."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from content.domain import chart_drawing
from content.domain.charts import Chart, charts_of, described, with_chart
from content.domain.document import Document
from content.enums import RightsBasis
from core.domain.canonical import sha256

USUAL_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
"""Where Debian, Fedora, Arch, macOS and Windows keep a Chinese font."""

THUMBNAIL = (360, 360)


class NotDrawn(Exception):
    """A chart cannot be drawn; the words say what to do."""


def chart_font() -> Path | None:
    """Return the font of charts: ARMOURY_CHART_FONT and no other if it is set, else the first usual one."""
    asked = settings.ARMOURY_CHART_FONT
    candidates = (asked,) if asked else USUAL_FONTS
    return next((path for one in candidates if (path := Path(one)).is_file()), None)


def charts(document: Document) -> tuple[Chart, ...]:
    """Return what `document` has to draw, in reading order, times told in business time."""
    return charts_of(document, ZoneInfo(settings.TIME_ZONE))


def drawn(chart: Chart) -> bytes:
    """Return the PNG of `chart`. Raises NotDrawn without a font, or if it lacks a character of the chart."""
    font = chart_font()
    if font is None:
        raise NotDrawn(
            _(
                "The chart cannot be drawn: there is no Chinese font on the server. Ask the administrators "
                "to install one (ARMOURY_CHART_FONT), or choose “Table only”."
            )
        )
    try:
        lacking = chart_drawing.missing_characters(chart.words, font)
        if not lacking:
            return _drawn(chart, font)
    except (OSError, RuntimeError) as error:
        raise NotDrawn(
            _(
                "The chart cannot be drawn: the font on the server is damaged. Ask the administrators to "
                "look at ARMOURY_CHART_FONT, or choose “Table only”."
            )
        ) from error
    raise NotDrawn(
        _("The chart cannot show %(characters)s: take it out of the table, or choose “Table only”.")
        % {"characters": " ".join(f"“{sign}”" for sign in lacking)}
    )


def medium_of(chart: Chart, content: bytes) -> dict[str, Any]:
    """Return the entry of a drawn chart in a document's media, without derivatives."""
    width, height = chart_drawing.SIZE
    return {
        "sha256": sha256(content),
        "title": chart.caption,
        "description": described(chart),
        "width": width,
        "height": height,
        "octets": len(content),
        "mime": "image/png",
        "partner_original": False,
        "rights": {"basis": RightsBasis.OWN.value, "holder": settings.ARMOURY_BANK_NAME, "until": None},
    }


def smaller(content: bytes) -> dict[str, bytes]:
    """Return the JPEGs made of a drawn chart by name: "display" as large as itself, "thumbnail" whole."""
    with Image.open(BytesIO(content)) as opened:
        picture = opened.convert("RGB")
    return {
        "display": _jpeg(picture),
        "thumbnail": _jpeg(ImageOps.pad(picture, THUMBNAIL, color="#fff")),
    }


def with_drawn_charts(document: Document) -> tuple[Document, dict[str, bytes]]:
    """Return `document` with each chart that can be drawn, and the PNGs by hash: for previews of drafts."""
    pictures: dict[str, bytes] = {}
    for chart in charts(document):
        try:
            content = drawn(chart)
        except NotDrawn:
            continue
        document = with_chart(document, chart, {**medium_of(chart, content), "derivatives": []})
        pictures[sha256(content)] = content
    return document, pictures


@lru_cache(maxsize=16)
def _drawn(chart: Chart, font: Path) -> bytes:
    return chart_drawing.draw(chart, font)


def _jpeg(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=92, subsampling=0)
    return buffer.getvalue()
