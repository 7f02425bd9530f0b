"""The reader itself, on pictures that are drawn here."""

import json
import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from content.domain import codes
from content.domain.pictures import PictureFlaw, PictureRefused
from content.queries.charts import chart_font
from review.domain.pictures.reader import TALLEST, Reader, parts, serve
from review.domain.pictures.reading import Reading

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def font() -> Path:
    found = chart_font()
    if found is None:
        pytest.skip("no Chinese font on this machine (fonts-noto-cjk)")
    return Path(found)


def encoded(picture: Image.Image, form: str = "PNG") -> bytes:
    written = BytesIO()
    picture.save(written, form)
    return written.getvalue()


def poster(
    font: Path,
    *lines: str,
    size: tuple[int, int] = (900, 500),
    ground: Any = "#f4efe6",
    ink: str = "#202020",
    step: int = 120,
    letters: int = 48,
    mode: str = "RGB",
) -> Image.Image:
    picture = Image.new(mode, size, ground)
    brush = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        brush.text((60, 40 + step * number), line, font=ImageFont.truetype(str(font), letters), fill=ink)
    return picture


def test_words_are_read_with_their_places(reader: Reader, font: Path) -> None:
    found = reader.read(encoded(poster(font, "保本保息零风险", "理财有风险，投资须谨慎")))
    assert found.text.replace(" ", "") == "保本保息零风险\n理财有风险，投资须谨慎"
    first = found.words[0].area
    assert 40 <= first.x <= 80
    assert 30 <= first.y <= 75
    assert found.words[0].confidence > 90
    assert (found.width, found.height) == (900, 500)


def test_light_letters_on_a_clear_ground_are_read_as_they_are_shown(reader: Reader, font: Path) -> None:
    clear = poster(font, "早安问候", mode="RGBA", ground=(0, 0, 0, 0), ink="#303030")
    assert reader.read(encoded(clear)).text == "早安问候"
    dark = poster(font, "夜间话题", ground="#101820", ink="#ffffff")
    assert reader.read(encoded(dark)).text == "夜间话题"


def test_a_large_picture_is_read_in_its_own_pixels(reader: Reader, font: Path) -> None:
    found = reader.read(encoded(poster(font, "保证收益", size=(2880, 1000), letters=160)))
    assert found.text == "保证收益"
    assert found.words[0].area.width > 500


def test_a_tall_picture_is_read_line_by_line_once(reader: Reader, font: Path) -> None:
    lines = [f"第{number}条活动规则" for number in range(10, 34)]
    tall = poster(font, *lines, size=(700, 2600), step=105)
    assert reader.read(encoded(tall)).text.replace(" ", "").split("\n") == lines


def test_codes_are_read_with_their_places(reader: Reader) -> None:
    picture = Image.new("RGB", (600, 600), "white")
    code = (
        Image.open(BytesIO(codes.png("https://m.shifanbank.example/a"))).convert("RGB").resize((300, 300), 0)
    )
    picture.paste(code, (250, 200))
    (found,) = reader.read(encoded(picture)).codes
    assert (found.content, found.form) == ("https://m.shifanbank.example/a", "QRCode")
    assert abs(found.area.x - 275) < 30
    assert abs(found.area.y - 225) < 30


def test_a_picture_without_words_has_none(reader: Reader) -> None:
    assert reader.read(encoded(Image.new("RGB", (300, 200), "#cfe3ff"))) == Reading(300, 200)


@pytest.mark.parametrize("height", [1, TALLEST, TALLEST + 1, 5 * TALLEST])
def test_the_parts_of_a_picture_cover_every_height_once(height: int) -> None:
    found = list(parts(height))
    for middle in range(height):
        assert sum(first <= middle < last for _top, first, last in found) == 1
    assert all(top < height for top, _first, _last in found)


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", PictureFlaw.EMPTY),
        (b"GIF89a", PictureFlaw.UNKNOWN_TYPE),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, PictureFlaw.BROKEN),
        (encoded(Image.new("RGB", (300, 200)))[:200], PictureFlaw.BROKEN),
        (encoded(Image.new("1", (6000, 6000))), PictureFlaw.TOO_MANY_PIXELS),
    ],
)
def test_what_is_no_picture_is_refused(reader: Reader, content: bytes, flaw: PictureFlaw) -> None:
    with pytest.raises(PictureRefused) as refused:
        reader.read(content)
    assert refused.value.flaw is flaw


class Echo:
    def read(self, content: bytes) -> Reading:
        if content == b"bad":
            raise PictureRefused(PictureFlaw.BROKEN)
        return Reading(len(content), 1)


def test_it_answers_each_request_with_a_line() -> None:
    requests = BytesIO(b"".join(struct.pack(">I", len(one)) + one for one in (b"12345", b"bad", b"1")))
    answers = BytesIO()
    serve(requests, answers, Echo())
    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [
        Reading(5, 1).to_jsonable(),
        {"refused": "broken"},
        Reading(1, 1).to_jsonable(),
    ]
