"""Pictures drawn by code."""

from io import BytesIO

import pytest
from PIL import Image

from cms.demo import drawing
from cms.demo.reading import table

WORDS = ("top", "bottom", "motif", "headline", "subline", "footnote")
PICTURES = table("pictures")["pictures"]


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "FONTS", ())
    monkeypatch.setattr(drawing, "_font_file", drawing._font_file.__wrapped__)


@pytest.mark.parametrize("data", PICTURES, ids=[data["name"] for data in PICTURES])
def test_a_picture_has_the_size_that_channels_take(data: dict[str, str]) -> None:
    picture = Image.open(BytesIO(drawing.draw(**{key: data[key] for key in WORDS})))
    assert (picture.format, picture.size) == ("JPEG", (1080, 1080))


def test_without_a_chinese_font_only_shapes_are_drawn(no_fonts: None) -> None:
    plain = {"top": "#3b7dd8", "bottom": "#274b8f", "motif": "sun", "subline": "", "footnote": ""}
    assert drawing.draw(headline=["早安"], **plain) == drawing.draw(headline=[], **plain)


def test_an_unknown_motif_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawing.draw(top="red", bottom="blue", motif="snow", headline=[], subline="", footnote="")


@pytest.mark.parametrize("data", table("pictures")["codes"], ids=lambda data: data["name"])
def test_a_group_code_is_drawn_large_enough(data: dict[str, str]) -> None:
    words = {key: data[key] for key in ("top", "bottom", "motif", "headline", "address", "footnote")}
    picture = Image.open(BytesIO(drawing.draw_code(**words)))
    assert (picture.format, picture.size) == ("PNG", (1080, 1080))
    code = picture.convert("L").crop((250, 250, 830, 830))
    assert {0, 255} <= {code.getpixel((x, y)) for x in range(0, 580, 10) for y in range(0, 580, 10)}


@pytest.mark.parametrize("data", table("pictures")["photos"], ids=lambda data: data["name"])
def test_a_photo_shows_faces_in_the_places_that_are_masked(data: dict[str, str]) -> None:
    words = {key: value for key, value in data.items() if key != "name"}
    picture = Image.open(BytesIO(drawing.draw_photo(**words)))
    assert (picture.format, picture.size) == ("JPEG", drawing.PHOTO)
    red, green, blue = picture.getpixel((330, 690))
    assert red > green > blue > 140


def test_a_letter_is_one_page_of_pdf() -> None:
    content = drawing.draw_letter("示范机构", ["第一行", "第二行"])
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1
