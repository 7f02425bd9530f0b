"""A name card in a poster: only at its place, the same each time, and never wider than its room."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from content.domain import codes
from content.domain.poster_drawing import BELOW, BOTTOM_LEFT, BOTTOM_RIGHT, NameCard, TooSmall, card_box, draw
from core.domain.canonical import sha256
from tests.factories.fonts import make_font

PLACES = (BELOW, BOTTOM_LEFT, BOTTOM_RIGHT)
ADDRESS = "https://armoury.example/l/" + "A" * 35 + "/"
CARD = NameCard("王小明", "桃园支行", ADDRESS)
LONG = NameCard("欧阳" * 20, "桃园" * 10, ADDRESS)
WHITE = (255, 255, 255)


@pytest.fixture
def font(tmp_path: Path) -> Path:
    return make_font(tmp_path / "bank.ttf", "王小明桃园支行欧阳…")


def artwork(size: tuple[int, int] = (810, 1080)) -> bytes:
    buffer = BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("size", [(1440, 1080), (810, 1080), (600, 900)])
@pytest.mark.parametrize("place", PLACES)
def test_everything_outside_the_card_is_as_it_was_approved(
    place: str, size: tuple[int, int], font: Path
) -> None:
    approved, finished = opened(artwork(size)), opened(draw(artwork(size), place, CARD, font))
    left, top, right, bottom = card_box(size, place, CARD)
    assert finished.size == (size[0], bottom if place == BELOW else size[1])
    for picture in (approved, finished):
        picture.paste(WHITE, (left, top, right, bottom))
    unchanged = ImageChops.difference(approved, finished.crop((0, 0, *size)))
    assert unchanged.getbbox() is None
    assert (top == size[1]) == (place == BELOW)


@pytest.mark.parametrize("place", PLACES)
def test_the_same_inputs_give_the_same_bytes_and_others_give_others(place: str, font: Path) -> None:
    drawn = [sha256(draw(artwork(), place, CARD, font)) for _time in range(2)]
    assert drawn[0] == drawn[1]
    other = NameCard("王明", "桃园支行", ADDRESS)
    elsewhere = NameCard("王小明", "桃园支行", ADDRESS.replace("A", "B"))
    assert len({*drawn, *(sha256(draw(artwork(), place, one, font)) for one in (other, elsewhere))}) == 3


@pytest.mark.parametrize("place", PLACES)
def test_the_code_stands_in_the_card_module_by_module(place: str, font: Path) -> None:
    finished = opened(draw(artwork(), place, CARD, font))
    left, top, _right, bottom = card_box((810, 1080), place, CARD)
    rows = codes.rows(ADDRESS)
    gap = 810 // 48
    card = finished.crop((left, top, left + 400, bottom))
    module = next(
        number
        for number in range(3, 12)
        if all(_module(card, gap, row, column, number) == dark for row, column, dark in _each(rows))
    )
    assert module >= 3


def _each(rows: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int, bool]]:
    return [(row, column, dark) for row, line in enumerate(rows) for column, dark in enumerate(line)]


def _module(card: Image.Image, gap: int, row: int, column: int, module: int) -> bool:
    """Return whether the middle of a module of that many pixels is dark."""
    across = gap + column * module + module // 2
    down = gap + row * module + module // 2
    if across >= card.width or down >= card.height:
        return False
    return card.getpixel((across, down)) == (0, 0, 0)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [(1440, 1080), (600, 900)])
def test_a_long_name_is_set_smaller_then_cut_and_never_runs_over(
    place: str, size: tuple[int, int], font: Path
) -> None:
    finished = opened(draw(artwork(size), place, LONG, font))
    left, top, right, bottom = card_box(size, place, LONG)
    assert (left, top, right, bottom) == card_box(size, place, NameCard("王", "桃", ADDRESS))
    gap = max(6, size[0] // 48)
    edge = finished.crop((right - gap, top, right, bottom))
    assert edge.getcolors() == [(edge.width * edge.height, WHITE)]
    whole = NameCard("欧阳" * 20 + "王小明", "桃园" * 10, ADDRESS)
    is_cut = place != BELOW
    assert (draw(artwork(size), place, LONG, font) == draw(artwork(size), place, whole, font)) is is_cut


def test_a_name_in_two_lines_stands_in_one(font: Path) -> None:
    folded = NameCard("王\n小明", "桃园支行")
    assert draw(artwork(), BELOW, folded, font) == draw(
        artwork(), BELOW, NameCard("王 小明", "桃园支行"), font
    )


def test_without_an_address_there_is_no_code(font: Path) -> None:
    finished = opened(draw(artwork(), BELOW, NameCard("", "", ""), font))
    left, top, right, bottom = card_box((810, 1080), BELOW, NameCard("", ""))
    assert finished.crop((left, top, right, bottom)).getcolors() == [((right - left) * (bottom - top), WHITE)]


@pytest.mark.parametrize(("place", "size"), [(BELOW, (120, 900)), (BOTTOM_LEFT, (900, 120)), (BELOW, (1, 1))])
def test_a_picture_without_room_is_said_to_be_too_small(
    place: str, size: tuple[int, int], font: Path
) -> None:
    with pytest.raises(TooSmall):
        draw(artwork(size), place, CARD, font)


def test_a_file_that_is_no_font_is_told(tmp_path: Path) -> None:
    (tmp_path / "bank.ttf").write_bytes(b"no font")
    with pytest.raises(OSError, match="unknown file format"):
        draw(artwork(), BELOW, CARD, tmp_path / "bank.ttf")
