"""Which font charts are drawn with, and what is said when there is none that will do."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.checks import Warning
from django.utils.translation import override
from PIL import Image
from pytest_django import Settings

from content.checks import charts_can_be_drawn
from content.domain.charts import Chart, Point
from content.queries import charts
from content.queries.charts import NotDrawn, chart_font, drawn, medium_of, smaller
from core.domain.canonical import sha256
from tests.factories.fonts import make_font

CHART = Chart("t", "line", "示范", "%", "", "", (Point("1月", "3.10"), Point("2月", "3.00")))
SIGNS = "示范单位：截至来源缺月"


@pytest.fixture
def font(tmp_path: Path, settings: Settings) -> Path:
    path = make_font(tmp_path / "bank.ttf", SIGNS)
    settings.ARMOURY_CHART_FONT = str(path)
    return path


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(charts, "USUAL_FONTS", (str(tmp_path / "none.ttc"),))


def test_the_banks_own_font_is_used(font: Path) -> None:
    assert chart_font() == font
    assert charts_can_be_drawn(None) == []


def test_without_a_setting_the_first_usual_font_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = make_font(tmp_path / "usual.ttf", SIGNS)
    monkeypatch.setattr(charts, "USUAL_FONTS", (str(tmp_path / "none.ttc"), str(usual), str(tmp_path)))
    assert chart_font() == usual


@pytest.mark.parametrize("asked", ["", "/nowhere/bank.ttf"])
def test_without_a_font_a_check_warns(asked: str, no_font: None, settings: Settings) -> None:
    settings.ARMOURY_CHART_FONT = asked
    (found,) = charts_can_be_drawn(None)
    assert (type(found), found.id) == (Warning, "content.W001")
    assert asked in found.msg


def test_a_font_that_was_asked_for_is_not_replaced(settings: Settings, font: Path) -> None:
    settings.ARMOURY_CHART_FONT = str(font) + ".gone"
    assert chart_font() is None


def test_without_a_font_nothing_is_drawn_and_words_say_what_to_do(no_font: None) -> None:
    with override("en"), pytest.raises(NotDrawn) as refused:
        drawn(CHART)
    assert str(refused.value) == (
        "The chart cannot be drawn: there is no Chinese font on the server. Ask the administrators to "
        "install one (ARMOURY_CHART_FONT), or choose “Table only”."
    )


def test_a_character_that_the_font_lacks_is_named(font: Path) -> None:
    make_font(font, SIGNS.replace("范", ""))
    with override("en"), pytest.raises(NotDrawn) as refused:
        drawn(CHART)
    assert str(refused.value) == (
        "The chart cannot show “范”: take it out of the table, or choose “Table only”."
    )


def test_a_file_that_is_no_font_is_named(font: Path) -> None:
    font.write_bytes(b"not a font")
    with override("en"), pytest.raises(NotDrawn) as refused:
        drawn(CHART)
    assert str(refused.value).startswith("The chart cannot be drawn: the font on the server is damaged.")


def test_a_drawn_chart_is_a_medium_with_its_hash_and_its_words(font: Path) -> None:
    content = drawn(CHART)
    medium = medium_of(CHART, content)
    assert (medium["sha256"], medium["octets"], medium["mime"]) == (
        sha256(content),
        len(content),
        "image/png",
    )
    assert medium["description"] == "折线图：示范。1月 3.10%；2月 3.00%。"


def test_what_is_shown_of_it_is_whole(font: Path) -> None:
    made = smaller(drawn(CHART))
    assert smaller(drawn(CHART)) == made
    sizes = {name: Image.open(BytesIO(content)).size for name, content in made.items()}
    assert sizes == {"display": (1440, 1080), "thumbnail": (360, 360)}
