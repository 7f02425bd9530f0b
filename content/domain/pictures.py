"""Pictures from outside: known by their bytes, bounded before they are decoded, kept as pixels only. Pure.

ASVS 5.0: 5.2.1 (size), 5.2.2 (name and content agree), 5.2.6 (pixels), 1.3.6 (no SVG).
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from threading import Lock
from typing import Any

from PIL import Image, ImageCms, ImageOps

from content.domain.file_names import extension_of
from content.domain.picture_ends import end_of

MAX_OCTETS = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000

EXTENSIONS = {"jpeg": ("jpg", "jpeg"), "png": ("png",), "webp": ("webp",)}

_WEBP_IS_ANIMATED = 0x02
_ONE_AT_A_TIME = Lock()
"""Decoding 25 million pixels takes up to 300 MB: once a process at a time."""


class PictureFlaw(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    NAME_DISAGREES = "name_disagrees"
    TOO_MANY_PIXELS = "too_many_pixels"
    ANIMATED = "animated"
    BROKEN = "broken"
    APPENDED = "appended"


class PictureRefused(ValueError):
    """These bytes are not kept. `flaw` says why; forms say in words what to do."""

    def __init__(self, flaw: PictureFlaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes that may be kept, and what they are."""

    kind: str
    width: int
    height: int
    content: bytes


def kind_of(content: bytes) -> str:
    """Return "jpeg", "png" or "webp" by the first bytes. Raises PictureRefused for anything else."""
    if not content:
        raise PictureRefused(PictureFlaw.EMPTY)
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    raise PictureRefused(PictureFlaw.UNKNOWN_TYPE)


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height as the header states them, decoding no pixel. Raises PictureRefused."""
    return _opened(content).size


def look_at(content: bytes, name: str) -> None:
    """Raise PictureRefused for what size, name or header alone already rule out; no pixel is decoded."""
    _accepted(content, name)
    _opened(content)


def clean(content: bytes, name: str) -> Picture:
    """Return the picture encoded anew: turned upright, in sRGB, and nothing but its pixels.

    EXIF with place and thumbnail, XMP, colour profile, comments, further frames and whatever was hung on are
    gone. PNG stays PNG; WebP stays lossy or lossless as it was; JPEG is written at quality 90 with full
    colour resolution, because red letters on posters show the difference. Raises PictureRefused.
    """
    kind = _accepted(content, name)
    with _ONE_AT_A_TIME:
        bare = _in_srgb(_upright(_decoded(content)))
        bare.info = {}
        written = BytesIO()
        try:
            bare.save(written, format=kind.upper(), **_encoding(kind, content))
        except (OSError, ValueError) as error:
            raise PictureRefused(PictureFlaw.BROKEN) from error
        return Picture(kind, *bare.size, written.getvalue())


def verify(content: bytes, name: str) -> Picture:
    """Return the picture byte for byte, once the same checks are passed and it really decodes.

    For what a partner has approved and may not be changed. Nothing may follow its end. Raises PictureRefused.
    """
    kind = _accepted(content, name)
    with _ONE_AT_A_TIME:
        width, height = _decoded(content).size
    end = end_of(kind, content)
    if end is None or end > len(content):
        raise PictureRefused(PictureFlaw.BROKEN)
    if end < len(content):
        raise PictureRefused(PictureFlaw.APPENDED)
    return Picture(kind, width, height, content)


def _accepted(content: bytes, name: str) -> str:
    if len(content) > MAX_OCTETS:
        raise PictureRefused(PictureFlaw.TOO_LARGE)
    kind = kind_of(content)
    if extension_of(name) not in EXTENSIONS[kind]:
        raise PictureRefused(PictureFlaw.NAME_DISAGREES)
    return kind


def _opened(content: bytes) -> Image.Image:
    """Read the header. WebP is looked at before: Pillow's reader makes room for its canvas at once."""
    kind = kind_of(content)
    if kind == "webp":
        _look_at_webp(content)
    try:
        opened = Image.open(BytesIO(content), formats=[kind.upper()])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(PictureFlaw.TOO_MANY_PIXELS) from error
    except Exception as error:
        raise PictureRefused(PictureFlaw.BROKEN) from error
    _require_bounded(*opened.size)
    return opened


def _decoded(content: bytes) -> Image.Image:
    opened = _opened(content)
    # A phone's JPEG often carries a second picture (MPO): that is no animation, only its first is read.
    if opened.format != "MPO" and getattr(opened, "is_animated", False):
        raise PictureRefused(PictureFlaw.ANIMATED)
    try:
        opened.load()
    except Exception as error:
        raise PictureRefused(PictureFlaw.BROKEN) from error
    return opened


def _require_bounded(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise PictureRefused(PictureFlaw.TOO_MANY_PIXELS)


def _look_at_webp(content: bytes) -> None:
    """Check size and animation in the first chunk (RFC 9649, sections 2.5 to 2.7)."""
    chunk, start = content[12:16], content[20:30]
    if len(start) < 10:
        raise PictureRefused(PictureFlaw.BROKEN)
    if chunk == b"VP8X":
        if start[0] & _WEBP_IS_ANIMATED:
            raise PictureRefused(PictureFlaw.ANIMATED)
        _require_bounded(int.from_bytes(start[4:7], "little") + 1, int.from_bytes(start[7:10], "little") + 1)
    elif chunk == b"VP8L":
        packed = int.from_bytes(start[1:5], "little")
        _require_bounded((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
    elif chunk == b"VP8 ":
        width, height = (int.from_bytes(start[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        _require_bounded(width, height)
    else:
        raise PictureRefused(PictureFlaw.BROKEN)


def _upright(image: Image.Image) -> Image.Image:
    """Turn it as its EXIF says. EXIF that cannot be read says nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - whatever a foreign EXIF block makes Pillow raise, the pixels are sound
        return image


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    plain = _in_a_plain_mode(image)
    if profile:
        try:
            return _converted(plain, profile)
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
    return plain.convert("RGB") if plain.mode == "CMYK" else plain


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    converted = ImageCms.profileToProfile(
        image,
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        outputMode="RGBA" if image.mode == "RGBA" else "RGB",
    )
    if converted is None:
        raise ValueError("no converted picture")
    return converted


def _in_a_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _encoding(kind: str, content: bytes) -> dict[str, Any]:
    if kind == "jpeg":
        return {"quality": 90, "subsampling": 0}
    if kind == "webp" and b"VP8L" in content[:4096]:
        return {"lossless": True, "quality": 20, "method": 0}
    return {"quality": 90, "method": 2} if kind == "webp" else {}
