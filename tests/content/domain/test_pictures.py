from io import BytesIO

import pytest
from PIL import Image, ImageCms

from content.domain.pictures import MAX_OCTETS, PictureFlaw, PictureRefused, clean, size_of, verify
from tests.hostile.media_files import SECRET, encoded, loaded_pictures, png, refused_pictures

REFUSED = refused_pictures()
LOADED = loaded_pictures()


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("door", [clean, verify])
def test_what_is_refused(case: str, door: object) -> None:
    name, content, flaw = REFUSED[case]
    with pytest.raises(PictureRefused) as refused:
        door(content, name)  # type: ignore[operator]
    assert refused.value.flaw == flaw


@pytest.mark.parametrize("case", LOADED)
def test_only_pixels_are_kept(case: str) -> None:
    name, content = LOADED[case]
    picture = clean(content, name)
    before, after = Image.open(BytesIO(content)), Image.open(BytesIO(picture.content))
    assert SECRET not in picture.content
    assert b"SECRET-PLACE" not in picture.content
    assert {"exif", "xmp", "icc_profile", "comment", "Comment"} & set(after.info) == set()
    assert not after.getexif()
    assert (picture.kind, picture.width, picture.height) == (after.format.lower(), *after.size)
    assert before.size == after.size


@pytest.mark.parametrize(
    "case",
    [name for name in LOADED if "behind" in name and "its data" not in name] + ["jpeg with a second picture"],
)
def test_a_partners_original_ends_where_the_picture_ends(case: str) -> None:
    name, content = LOADED[case]
    with pytest.raises(PictureRefused) as refused:
        verify(content, name)
    assert refused.value.flaw == PictureFlaw.APPENDED


@pytest.mark.parametrize("case", ["jpeg with exif", "png with text", "webp with exif and xmp"])
def test_a_partners_original_is_kept_byte_for_byte(case: str) -> None:
    name, content = LOADED[case]
    assert verify(content, name).content == content
    assert size_of(content) == (64, 48)


def test_the_orientation_becomes_the_pixels() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encoded("JPEG", (64, 48), exif=exif)
    picture = clean(content, "a.jpg")
    kept = Image.open(BytesIO(picture.content))
    assert (picture.width, picture.height) == kept.size == (48, 64)
    assert kept.getpixel((47, 5))[0] < 30  # the dark first row stands at the right now
    assert kept.getpixel((0, 5))[0] > 220


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_stays_png_and_loses_nothing_to_be_seen(mode: str) -> None:
    colour = Image.new("RGBA", (8, 8), (200, 10, 10, 120))
    source = Image.new("I", (8, 8), 40_000).convert("I;16") if mode == "I;16" else colour.convert(mode)
    buffer = BytesIO()
    source.save(buffer, "PNG")
    kept = Image.open(BytesIO(clean(buffer.getvalue(), "a.png").content))
    expected = {
        "1": ("L", 255),
        "L": ("L", 67),
        "LA": ("RGBA", (67, 67, 67, 120)),
        "P": ("RGBA", (200, 10, 10, 120)),
        "RGB": ("RGB", (200, 10, 10)),
        "RGBA": ("RGBA", (200, 10, 10, 120)),
        "I;16": ("L", 156),
    }[mode]
    assert (kept.mode, kept.getpixel((3, 3))) == expected


def test_a_colour_profile_is_turned_into_srgb() -> None:
    swapped = ImageCms.createProfile("LAB", 5000)
    lab = Image.new("RGB", (8, 8), (128, 128, 128))
    buffer = BytesIO()
    lab.save(buffer, "PNG", icc_profile=ImageCms.ImageCmsProfile(swapped).tobytes())
    assert Image.open(BytesIO(clean(buffer.getvalue(), "a.png").content)).getpixel((3, 3)) == (128, 128, 128)
    grey = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    buffer = BytesIO()
    Image.new("RGB", (8, 8), (10, 200, 30)).save(buffer, "PNG", icc_profile=grey)
    kept = Image.open(BytesIO(clean(buffer.getvalue(), "a.png").content))
    assert (kept.getpixel((3, 3)), "icc_profile" in kept.info) == ((10, 200, 30), False)


def test_print_colours_become_screen_colours() -> None:
    buffer = BytesIO()
    Image.new("CMYK", (8, 8), (0, 200, 200, 0)).save(buffer, "JPEG")
    kept = Image.open(BytesIO(clean(buffer.getvalue(), "a.jpg").content))
    assert (kept.mode, kept.getpixel((3, 3))) == ("RGB", (255, 55, 55))


def test_jpeg_keeps_full_colour_resolution() -> None:
    kept = Image.open(BytesIO(clean(encoded("JPEG", subsampling=2), "a.jpg").content))
    assert [layer[1:3] for layer in kept.layer] == [(1, 1)] * 3


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_stays_as_it_was(lossless: bool) -> None:
    kept = clean(encoded("WEBP", lossless=lossless), "a.webp").content
    assert (b"VP8L" in kept[:32]) is lossless


def test_the_limits_themselves_are_taken() -> None:
    assert clean(png(5_000, 5_000), "a.png").width == 5_000
    padded = encoded("JPEG")
    assert clean(padded + bytes(MAX_OCTETS - len(padded)), "a.jpg").kind == "jpeg"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_flipped_bytes_are_a_picture_or_refused(kind: str) -> None:
    content, name = encoded(kind, (32, 24)), f"a.{kind.lower()}"
    for at in range(0, len(content), 3):
        flipped = content[:at] + bytes([content[at] ^ 0xA5]) + content[at + 1 :]
        for door in (clean, verify):
            try:
                picture = door(flipped, name)
            except PictureRefused:
                continue
            assert picture.kind == kind.lower()
