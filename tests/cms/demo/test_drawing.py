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
