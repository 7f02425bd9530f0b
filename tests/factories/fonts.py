"""A font made on the spot, so that drawing is tested the same on every machine."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

ASCII = "".join(map(chr, range(32, 127)))


def make_font(path: Path, characters: str) -> Path:
    """Write a TrueType font to `path` that draws a box for each of `characters` and of ASCII; return it."""
    signs = {ord(sign): f"u{ord(sign):04X}" for sign in ASCII + "−" + characters}
    names = [".notdef", *dict.fromkeys(signs.values())]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(signs)
    builder.setupGlyf({name: _box() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 60)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Armoury Test", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((60, 0))
    for corner in ((60, 700), (540, 700), (540, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
