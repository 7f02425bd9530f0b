"""Drawing charts: the same bytes each time, columns from zero, and nothing told by colour alone."""

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from threading import Thread

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from cms.settings.base import BASE_DIR
from content.domain.chart_drawing import DOWN, SIZE, UP, draw, missing_characters
from content.domain.charts import Chart, Point
from tests.factories.fonts import make_font

SIGNS = "示范指数来源单位：截至缺季度一二三四月的数字很长中心　“”"


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_font(tmp_path_factory.mktemp("fonts") / "test.ttf", SIGNS)


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """What was drawn, to look at before it became pixels."""
    seen: list[Figure] = []
    built = FigureCanvasAgg.__init__

    def keep(canvas: FigureCanvasAgg, figure: Figure) -> None:
        seen.append(figure)
        built(canvas, figure)

    monkeypatch.setattr(FigureCanvasAgg, "__init__", keep)
    return seen


def chart(shape: str, *figures: str | None, name: str = "{}月", caption: str = "示范指数") -> Chart:
    points = tuple(Point(name.format(number), one) for number, one in enumerate(figures))
    return Chart("t", shape, caption, "%", "2026-03-02 10:30", "示范中心", points)


def texts(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.axes[0].texts]


def columns(figure: Figure) -> list[tuple[float, str, str]]:
    """Return (height, colour, hatch) of each column that can be seen, left to right."""
    found = [one for one in figure.axes[0].patches if isinstance(one, Rectangle) and one.get_height()]
    return [
        (one.get_height(), mpl.colors.to_hex(one.get_facecolor()), one.get_hatch() or "")
        for one in sorted(found, key=lambda one: one.get_x())
    ]


@pytest.mark.parametrize("shape", ["columns", "line"])
def test_the_same_chart_is_the_same_bytes(shape: str, font: Path) -> None:
    one = draw(chart(shape, "3.10", "-0.5", None), font)
    assert draw(chart(shape, "3.10", "-0.5", None), font) == one
    assert draw(chart(shape, "3.10", "-0.6", None), font) != one


def test_another_process_with_other_settings_draws_the_same_bytes(font: Path, tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("axes.facecolor: red\nfont.size: 30\nsavefig.dpi: 20\n")
    program = (
        "import hashlib, sys; from pathlib import Path\n"
        "from content.domain.charts import Chart, Point\n"
        "from content.domain.chart_drawing import draw\n"
        "points = (Point('0月', '3.10'), Point('1月', '-0.5'))\n"
        "made = Chart('t', 'columns', '示范指数', '%', '2026-03-02 10:30', '示范中心', points)\n"
        "print(hashlib.sha256(draw(made, Path(sys.argv[1]))).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, str(font)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(BASE_DIR), "MPLCONFIGDIR": str(tmp_path), "TZ": "America/New_York"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == hashlib.sha256(draw(chart("columns", "3.10", "-0.5"), font)).hexdigest()


def test_threads_draw_the_same_bytes_and_leave_the_settings_alone(font: Path) -> None:
    expected = [draw(chart(shape, "3.10", "3.00"), font) for shape in ("columns", "line")]
    before, drawn = dict(mpl.rcParams), {}

    def work(number: int) -> None:
        drawn[number] = draw(chart(("columns", "line")[number % 2], "3.10", "3.00"), font)

    threads = [Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [drawn[number] for number in range(6)] == expected * 3
    assert dict(mpl.rcParams) == before


def test_a_picture_is_as_large_as_moments_take_and_says_nothing_of_its_maker(font: Path) -> None:
    with Image.open(BytesIO(draw(chart("line", "3.10", "3.00"), font))) as opened:
        assert (opened.format, opened.size, opened.info.keys() - {"dpi"}) == ("PNG", SIZE, set())


@pytest.mark.parametrize("figures_of", [("3.10", "3.00"), ("98.5", "98.6", "98.7")])
def test_columns_start_at_zero(figures_of: tuple[str, ...], font: Path, figures: list[Figure]) -> None:
    draw(chart("columns", *figures_of), font)
    assert figures[0].axes[0].get_ylim()[0] == 0
    assert [height for height, _colour, _hatch in columns(figures[0])] == [float(one) for one in figures_of]


def test_negative_columns_hang_from_zero_and_are_hatched(font: Path, figures: list[Figure]) -> None:
    draw(chart("columns", "1.2", "-0.8"), font)
    assert columns(figures[0]) == [(1.2, UP, ""), (-0.8, DOWN, "///")]
    assert texts(figures[0]) == ["1.2", "-0.8"]
    assert figures[0].axes[0].get_ylim()[0] < -0.8


def test_only_negative_columns_end_at_zero(font: Path, figures: list[Figure]) -> None:
    draw(chart("columns", "-1.2", "-0.8"), font)
    assert figures[0].axes[0].get_ylim()[1] == 0


@pytest.mark.parametrize("shape", ["columns", "line"])
def test_what_is_missing_is_named_and_not_drawn_as_zero(
    shape: str, font: Path, figures: list[Figure]
) -> None:
    draw(chart(shape, "1.2", None, "0.8"), font)
    assert texts(figures[0]) == ["1.2", "缺", "0.8"]
    if shape == "line":
        values = figures[0].axes[0].lines[0].get_ydata()
        assert (values[0], values[2]) == (1.2, 0.8)
        assert values[1] != values[1]


def test_every_point_of_a_line_has_a_marker_and_its_figure(font: Path, figures: list[Figure]) -> None:
    draw(chart("line", *(f"{3200 + number}.50" for number in range(24))), font)
    assert figures[0].axes[0].lines[0].get_marker() == "o"
    assert texts(figures[0]) == [f"{3200 + number}.50" for number in range(24)]
    assert {one.get_rotation() for one in figures[0].axes[0].texts} == {90.0}


@pytest.mark.parametrize(
    ("count", "name", "rotation"), [(2, "{}月", 0), (6, "{}月的数字", 0), (24, "{}月的数字很长很长", 55)]
)
def test_names_are_whole_however_many_and_long_they_are(
    count: int, name: str, rotation: int, font: Path, figures: list[Figure]
) -> None:
    draw(chart("columns", *["1.5"] * count, name=name), font)
    labels = figures[0].axes[0].get_xticklabels()
    assert [one.get_text().replace("\n", "") for one in labels] == [name.format(one) for one in range(count)]
    assert {one.get_rotation() for one in labels} == {rotation}
    for label in labels:
        box = label.get_window_extent()
        assert 0 <= box.x0 < box.x1 <= SIZE[0]
        assert 0 <= box.y0 < box.y1 <= SIZE[1]


def test_text_is_never_read_as_a_formula(font: Path, figures: list[Figure]) -> None:
    draw(chart("line", "1", "2", caption="$x^2$ 示范 $"), font)
    assert figures[0].texts[0].get_text() == "$x^2$ 示范 $"
    assert not any(one.get_parse_math() for one in figures[0].texts)


@pytest.mark.parametrize("figure", ["0", "0.0000", "999999999999.9999"])
def test_flat_and_huge_figures_are_drawn(figure: str, font: Path, figures: list[Figure]) -> None:
    for shape in ("columns", "line"):
        draw(chart(shape, figure, figure), font)
    assert [texts(one) for one in figures] == [[figure, figure]] * 2


def test_what_the_font_lacks_is_named_once(font: Path) -> None:
    assert missing_characters("示范 骨😀骨", font) == "骨😀"
    assert missing_characters("示范指数", font) == ""


def test_the_library_is_loaded_only_to_draw() -> None:
    program = (
        "import os, django, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.test'; django.setup()\n"
        "import content.queries.charts; print('matplotlib' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=BASE_DIR, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
