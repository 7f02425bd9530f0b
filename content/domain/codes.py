"""QR codes of addresses. Pure: the same address gives the same picture."""

from io import BytesIO

import segno

QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004)."""
PIXELS_A_MODULE = 10


def svg(address: str) -> str:
    """Return the code as an SVG element without style, so that any policy lets it stand in a page."""
    drawn: str = _code(address).svg_inline(
        border=QUIET_ZONE, omitsize=True, svgclass="doc-code", light="#fff"
    )
    return drawn


def png(address: str) -> bytes:
    """Return the code as a PNG, large enough to be scanned from another screen."""
    file = BytesIO()
    _code(address).save(file, kind="png", border=QUIET_ZONE, scale=PIXELS_A_MODULE)
    return file.getvalue()


def rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code row by row, dark modules true, with the white around it."""
    return tuple(tuple(bool(dark) for dark in row) for row in _code(address).matrix_iter(border=QUIET_ZONE))


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m", boost_error=False)
