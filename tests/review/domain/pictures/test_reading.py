"""What was seen in a picture, and the text that screening reads of it."""

import re

import pytest
from django.conf import settings

from review.domain.pictures.reading import READER, Area, Reading, ReadPicture, Words, read_pictures
from tests.factories.readings import code


def seen(text: str, x: int, y: int, width: int = 200, height: int = 30) -> Words:
    return Words(text, Area(x, y, width, height), 97)


TWO_COLUMNS = Reading(
    500, 300, (seen("5%", 300, 22), seen("说明", 20, 100), seen("年化收益率", 20, 20)), (code("早安"),)
)


def test_words_stand_in_rows_from_the_top_and_from_the_left() -> None:
    assert TWO_COLUMNS.text == "年化收益率 5%\n说明"


def test_each_stretch_of_the_text_leads_to_its_words() -> None:
    text = TWO_COLUMNS.text
    assert [text[one.start : one.end] for one in TWO_COLUMNS.stretches] == ["年化收益率", "5%", "说明"]


def test_a_span_covers_its_part_of_each_run_of_words() -> None:
    start = TWO_COLUMNS.text.index("收益率")
    assert TWO_COLUMNS.areas(start, start + len("收益率 5%")) == (
        Area(100, 20, 120, 30),
        Area(300, 22, 200, 30),
    )


def test_wide_characters_take_twice_the_place() -> None:
    reading = Reading(400, 100, (seen("ab中", 0, 0, width=100),))
    assert reading.areas(2, 3) == (Area(50, 0, 50, 30),)
    assert reading.areas(0, 1) == (Area(0, 0, 25, 30),)


def test_a_missing_disclosure_covers_nothing() -> None:
    assert TWO_COLUMNS.areas(0, 0) == ()


def test_it_comes_back_from_json() -> None:
    assert Reading.from_jsonable(TWO_COLUMNS.to_jsonable()) == TWO_COLUMNS


@pytest.mark.parametrize("data", [{}, {"width": 1, "height": 1, "words": [{}], "codes": []}])
def test_anything_else_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        Reading.from_jsonable(data)


def test_pictures_that_were_not_read_are_left_out_and_each_comes_once() -> None:
    entry = {"sha256": "a", "title": "海报", "reading": {"reader": READER, **TWO_COLUMNS.to_jsonable()}}
    typed = {"sha256": "b", "title": "图", "reading": {**Reading(1, 1).to_jsonable(), "typed": "早安"}}
    document = {"media": [entry, entry, typed, {"sha256": "c", "title": "图表"}]}
    assert list(read_pictures(document)) == [
        ReadPicture("a", "海报", TWO_COLUMNS),
        ReadPicture("b", "图", Reading(1, 1), "早安"),
    ]
    assert [one.text for one in read_pictures(document)] == [TWO_COLUMNS.text, "早安"]


def test_the_reader_is_named_as_it_is_locked() -> None:
    locked = (settings.BASE_DIR / "requirements-pictures.txt").read_text()
    pins = dict(re.findall(r"^([a-z0-9-]+)==([0-9.]+)", locked, re.MULTILINE))
    names = ("rapidocr-onnxruntime", "zxing-cpp")
    assert READER.startswith(", ".join(f"{name} {pins[name]}" for name in names))
    assert "opencv-python" not in pins
