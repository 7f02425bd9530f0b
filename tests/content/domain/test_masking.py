"""What was in a box is gone for good; what was beside it is as it was."""

import io

import pytest
from PIL import Image

from content.domain.masking import CELLS, COVER, LEVELS, Box, covered, pixelated

SIZE = (200, 160)
BOX = Box(40, 30, 80, 60)


def _level(position: int, bands: int) -> int | tuple[int, ...]:
    levels = tuple((position * 7919 + 31 * band) % 256 for band in range(bands))
    return levels if bands > 1 else levels[0]


def noise(kind: str = "PNG", mode: str = "RGB") -> bytes:
    """A picture in which every pixel differs from its neighbours."""
    picture = Image.new(mode, SIZE)
    bands = len(picture.getbands())
    picture.putdata([_level(position, bands) for position in range(SIZE[0] * SIZE[1])])
    written = io.BytesIO()
    picture.save(written, kind, exif=b"Exif\0\0geheim") if kind == "JPEG" else picture.save(written, kind)
    return written.getvalue()


def inside(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB").crop((40, 30, 120, 90))


def test_a_covered_box_is_one_colour_and_the_rest_is_untouched() -> None:
    before, after = noise(), covered(noise(), [BOX])
    assert inside(after).getcolors() == [(80 * 60, COVER)]
    one, other = (Image.open(io.BytesIO(content)).convert("RGB") for content in (before, after))
    assert one.crop((0, 0, 200, 30)).tobytes() == other.crop((0, 0, 200, 30)).tobytes()
    assert one.crop((120, 30, 200, 160)).tobytes() == other.crop((120, 30, 200, 160)).tobytes()


def test_coarse_pixels_keep_a_few_rounded_averages_whatever_the_size() -> None:
    for box in (BOX, Box(0, 0, 200, 160), Box(5, 5, 8, 8)):
        part = Image.open(io.BytesIO(pixelated(noise(), [box]))).crop(
            (box.x, box.y, box.x + box.width, box.y + box.height)
        )
        colours = part.getcolors() or []
        assert 1 <= len(colours) <= CELLS * CELLS
        assert all(level % LEVELS == 0 for _count, colour in colours for level in colour)


@pytest.mark.parametrize("mask", [covered, pixelated])
@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGB"), ("JPEG", "RGB")])
def test_every_sort_of_picture_keeps_its_sort_and_nothing_but_pixels(
    mask: object, kind: str, mode: str
) -> None:
    after = mask(noise(kind, mode), [BOX])  # type: ignore[operator]
    opened = Image.open(io.BytesIO(after))
    assert (opened.format, opened.size) == (kind, SIZE)
    assert b"geheim" not in after
    if mask is covered:
        assert all(
            max(abs(a - b) for a, b in zip(colour, COVER, strict=True)) < 8
            for _n, colour in inside(after).crop((8, 8, 72, 52)).getcolors(9999) or []
        )


def test_a_transparent_box_hides_too() -> None:
    clear = Image.new("RGBA", SIZE, (200, 10, 10, 0))
    written = io.BytesIO()
    clear.save(written, "PNG")
    for mask in (covered, pixelated):
        opened = Image.open(io.BytesIO(mask(written.getvalue(), [BOX])))
        assert {colour[3] for _n, colour in opened.crop((40, 30, 120, 90)).getcolors() or []} == {255}


def test_a_box_is_cut_off_at_the_edge_and_outside_there_is_none() -> None:
    assert Box(-10, -10, 50, 50, "proposed").within(*SIZE) == Box(0, 0, 40, 40, "proposed")
    assert Box(190, 150, 500, 500).within(*SIZE) == Box(190, 150, 10, 10)
    assert Box(198, 10, 50, 50).within(*SIZE) is None
    assert Box(500, 500, 10, 10).within(*SIZE) is None
