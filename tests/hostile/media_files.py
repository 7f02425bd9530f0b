"""Pictures and documents that somebody up to no good would upload, made here byte by byte."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import Image, PngImagePlugin

from content.domain.pictures import PictureFlaw

SECRET = b"<script>SECRET-PLACE 31.2304N 121.4737E</script>"


def encoded(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """Return a picture with something in every pixel."""
    made = Image.linear_gradient("L").resize(size).convert("RGB")
    buffer = BytesIO()
    made.save(buffer, format=kind, **options)
    return buffer.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *before: bytes, data: bytes | None = None) -> bytes:
    """Return a PNG of one grey, with more chunks before its data."""
    rows = zlib.compress((b"\x00" + bytes(width)) * height, 9) if data is None else data
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(before) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bomb_png() -> bytes:
    """127 million pixels of one colour; one bit a pixel, so that the file is small."""
    width, height = 11_300, 11_300
    packed = zlib.compress((b"\x00" + bytes(width // 8 + 1)) * height, 9)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg_that_claims(width: int, height: int) -> bytes:
    content = bytearray(encoded("JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def webp_that_claims(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\x00\x00\x00\x00" + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, format=kind, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def archive(files: Mapping[str, bytes], **options: int) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return buffer.getvalue()


def in_text_chunk(kind: bytes) -> bytes:
    """A PNG with 64 MB of nothing in a compressed chunk."""
    bomb = zlib.compress(bytes(64 * 1024 * 1024), 9)
    prefix = {b"zTXt": b"Comment\x00\x00", b"iTXt": b"Comment\x00\x01\x00\x00\x00", b"iCCP": b"icc\x00\x00"}
    return png(20, 20, chunk(kind, prefix[kind] + bomb))


def raster(kind: str) -> bytes:
    return encoded(kind)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PSD = b"8BPS\x00\x01" + bytes(60)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(60)
PDF = b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF\n"


def refused_pictures() -> dict[str, tuple[str, bytes, PictureFlaw]]:
    """Return what must not come in: by a word for it, the name it is uploaded by, its bytes, and the flaw."""
    flaw = PictureFlaw
    whole = encoded("JPEG", (640, 480), quality=95)
    return {
        "bomb of 127 megapixels": ("a.png", bomb_png(), flaw.TOO_MANY_PIXELS),
        "one pixel too many rows": ("a.png", png(5_000, 5_001), flaw.TOO_MANY_PIXELS),
        "jpeg that claims 4 gigapixels": ("a.jpg", jpeg_that_claims(65_500, 65_500), flaw.TOO_MANY_PIXELS),
        "jpeg that claims 26 megapixels": ("a.jpg", jpeg_that_claims(6_500, 4_000), flaw.TOO_MANY_PIXELS),
        "webp that claims 268 megapixels": ("a.webp", webp_that_claims(16_383, 16_383), flaw.TOO_MANY_PIXELS),
        "animated png": ("a.png", animated("PNG"), flaw.ANIMATED),
        "animated webp": ("a.webp", animated("WEBP"), flaw.ANIMATED),
        "animated gif": ("a.gif", animated("GIF"), flaw.UNKNOWN_TYPE),
        "gif called png": ("a.png", animated("GIF"), flaw.UNKNOWN_TYPE),
        "gifar": ("a.jpg", encoded("GIF") + archive({"a.class": b"\xca\xfe\xba\xbe"}), flaw.UNKNOWN_TYPE),
        "tiff called jpg": ("a.jpg", raster("TIFF"), flaw.UNKNOWN_TYPE),
        "ico called png": ("a.png", raster("ICO"), flaw.UNKNOWN_TYPE),
        "bmp called jpg": ("a.jpg", raster("BMP"), flaw.UNKNOWN_TYPE),
        "eps called jpg": ("a.jpg", raster("EPS"), flaw.UNKNOWN_TYPE),
        "psd called jpg": ("a.jpg", PSD, flaw.UNKNOWN_TYPE),
        "heic called jpg": ("a.jpg", HEIC, flaw.UNKNOWN_TYPE),
        "svg": ("a.svg", SVG, flaw.UNKNOWN_TYPE),
        "svg called png": ("a.png", SVG, flaw.UNKNOWN_TYPE),
        "html called jpg": ("a.jpg", HTML, flaw.UNKNOWN_TYPE),
        "pdf with a jpeg inside": ("a.jpg", PDF + whole, flaw.UNKNOWN_TYPE),
        "zip before a png": ("a.png", archive({"a": b"b"}) + png(9, 9), flaw.UNKNOWN_TYPE),
        "png called jpg": ("a.jpg", png(9, 9), flaw.NAME_DISAGREES),
        "jpeg called php": ("a.php", whole, flaw.NAME_DISAGREES),
        "jpeg called svg": ("a.svg", whole, flaw.NAME_DISAGREES),
        "jpeg without extension": ("jpg", whole, flaw.NAME_DISAGREES),
        "name turned around": ("a.jpg\u202egnp.exe", whole, flaw.NAME_DISAGREES),
        "truncated jpeg": ("a.jpg", whole[: len(whole) // 2], flaw.BROKEN),
        "truncated png": ("a.png", encoded("PNG", (300, 300))[:-400], flaw.BROKEN),
        "truncated webp": ("a.webp", encoded("WEBP", (300, 300))[:-200], flaw.BROKEN),
        "png of bytes that are no deflate": ("a.png", png(99, 99, data=b"\xff" * 99), flaw.BROKEN),
        "deflate bomb in zTXt": ("a.png", in_text_chunk(b"zTXt"), flaw.BROKEN),
        "deflate bomb in iTXt": ("a.png", in_text_chunk(b"iTXt"), flaw.BROKEN),
        "first bytes alone": ("a.png", b"\x89PNG\r\n\x1a\n", flaw.BROKEN),
        "riff alone": ("a.webp", b"RIFF\x04\x00\x00\x00WEBP", flaw.BROKEN),
        "eleven megabytes": ("a.jpg", whole + bytes(11 * 1024 * 1024), flaw.TOO_LARGE),
    }


def loaded_pictures() -> dict[str, tuple[str, bytes]]:
    """Return sound pictures that carry SECRET where no pixel is: they come in without it."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    behind = encoded("JPEG", comment=SECRET) + SECRET
    return {
        "jpeg with exif": ("a.jpg", encoded("JPEG", exif=exif)),
        "jpeg with xmp": ("a.JPEG", encoded("JPEG", xmp=SECRET)),
        "jpeg with comment": ("a.jpg", encoded("JPEG", comment=SECRET)),
        "jpeg with html behind": ("a.jpg", behind),
        "jpeg with zip behind": ("a.jpg", encoded("JPEG") + archive({"SECRET-PLACE": SECRET})),
        "jpeg with a second picture": ("a.jpg", encoded("MPO", save_all=True) + SECRET),
        "png with text": ("a.png", encoded("PNG", pnginfo=text)),
        "png with exif": ("a.png", encoded("PNG", exif=exif)),
        "png with zip behind": ("a.png", png(9, 9) + archive({"SECRET-PLACE": SECRET})),
        "png with text behind its data": (
            "a.png",
            png(9, 9).removesuffix(chunk(b"IEND", b""))
            + chunk(b"tEXt", b"C\x00" + SECRET)
            + chunk(b"IEND", b""),
        ),
        "png with a broken profile": (
            "a.png",
            png(9, 9, chunk(b"iCCP", b"icc\x00\x00" + zlib.compress(SECRET))),
        ),
        "webp with exif and xmp": ("a.webp", encoded("WEBP", exif=exif, xmp=SECRET)),
        "webp with bytes behind": ("a.webp", encoded("WEBP") + SECRET),
    }


def office(extension: str, extra: Mapping[str, bytes] | None = None, types: bytes = b"") -> bytes:
    """Return a small Office file with more parts, or with content types of one's own."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[extension]
    parts = {
        "[Content_Types].xml": types
        or b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        main: b"<document/>",
    }
    return archive(parts | dict(extra or {}))
