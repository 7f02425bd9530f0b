"""Drawing a chart: the same bytes for the same figures, font and library. Pure but for reading the font.

The library is loaded when the first chart is drawn. It keeps its settings in one place for all threads, so
one chart is drawn at a time, each from the library's own defaults.
"""

import textwrap
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from content.domain.charts import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

SIZE = (1440, 1080)
"""Pixels: the most that WeCom's moments take."""

DPI = 160
INK, SOFT, GRID = "#1f2430", "#5b6270", "#d8dbe2"
UP, DOWN = "#0072b2", "#d55e00"
"""Told apart in every form of colour blindness (Okabe and Ito); hatching and sign tell it too."""

SIMPLIFIED = (" SC", " CN", " GB")
UPRIGHT = 12
"""Up to so many figures stand upright; more are turned."""

_one_at_a_time = Lock()


def missing_characters(words: str, font: Path) -> str:
    """Return the characters of `words` that `font` cannot draw, each once, in order.

    Raises OSError or RuntimeError for a file that is no font.
    """
    from matplotlib.ft2font import FT2Font

    known = FT2Font(font, face_index=_face(font)).get_charmap()
    return "".join(dict.fromkeys(sign for sign in words if ord(sign) not in known and not sign.isspace()))


def draw(chart: Chart, font: Path) -> bytes:
    """Return `chart` as a PNG of SIZE without anything that differs from one drawing to the next.

    Raises OSError or RuntimeError for a file that is no font.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontPath, FontProperties

    with _one_at_a_time, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"text.parse_math": False, "hatch.linewidth": 1.2, "path.simplify": False})
        face = FontProperties(fname=FontPath(str(font), _face(font)))
        figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        caption = _folded(chart.caption, 44)
        figure.get_layout_engine().set(rect=(0.02, 0.07, 0.96, 0.81 - 0.06 * caption.count("\n")))  # type: ignore[union-attr, call-arg]
        figure.text(0.03, 0.965, caption, va="top", color=INK, fontproperties=_sized(face, 20))
        below = 0.965 - 0.055 * (1 + caption.count("\n"))
        figure.text(0.03, below, _subtitle(chart), va="top", color=SOFT, fontproperties=_sized(face, 12))
        source = _folded(f"来源：{chart.source}", 90) if chart.source else ""
        figure.text(0.03, 0.02, source, va="bottom", color=SOFT, fontproperties=_sized(face, 11))
        _plot(figure.add_subplot(), chart, face)
        buffer = BytesIO()
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def _face(font: Path) -> int:
    """Return the place of the simplified face in a collection: its glyphs differ from the Japanese ones."""
    from matplotlib.ft2font import FT2Font

    faces = range(FT2Font(font).num_faces)
    names = [FT2Font(font, face_index=one).family_name for one in faces]
    return next((one for one in faces if names[one].endswith(SIMPLIFIED)), 0)


def _plot(axes: "Axes", chart: Chart, face: "FontProperties") -> None:
    places = list(range(len(chart.points)))
    numbers = [float("nan") if one.number is None else float(one.number) for one in chart.points]
    known = [number for number in numbers if number == number]  # noqa: PLR0124  (not a number is unequal to itself)
    if chart.shape == "columns":
        _columns(axes, places, numbers)
    else:
        axes.plot(places, numbers, color=UP, linewidth=2.4, marker="o", markersize=8)
    _limit(axes, chart, known)
    _name_rows(axes, chart, face)
    for place, point in enumerate(chart.points):
        _label(axes, place, point.figure, face, below=_is_below(chart.shape, numbers, place))
    for label in axes.get_yticklabels():
        label.set_fontproperties(_sized(face, 11))
    axes.tick_params(colors=SOFT, length=0)
    axes.yaxis.set_major_formatter(lambda number, _position: _written(number))
    axes.yaxis.grid(visible=True, color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GRID)


def _columns(axes: "Axes", places: list[int], numbers: list[float]) -> None:
    for sign, colour, hatch in ((1, UP, ""), (-1, DOWN, "///")):
        heights = [number if number * sign > 0 else 0.0 for number in numbers]
        axes.bar(
            places,
            heights,
            width=min(0.62, 0.2 * len(places)),
            color=colour,
            hatch=hatch,
            edgecolor="#fff",
            linewidth=0,
        )
    axes.axhline(0, color=INK, linewidth=1.2)


def _limit(axes: "Axes", chart: Chart, known: Sequence[float]) -> None:
    """Columns start at zero, whatever the figures; a line shows its own range with room for its labels."""
    low, high = min(known), max(known)
    if chart.shape == "columns":
        low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or abs(high) or 1.0
    room = 0.24 if len(chart.points) > UPRIGHT else 0.14
    lowest = low if chart.shape == "columns" and low == 0 else low - span * room
    highest = high if chart.shape == "columns" and high == 0 else high + span * room
    axes.set_ylim(lowest, highest)
    axes.set_xlim(-0.6, len(chart.points) - 0.4)
    if chart.shape == "line" and lowest < 0 < highest:
        axes.axhline(0, color=INK, linewidth=1.2)


def _name_rows(axes: "Axes", chart: Chart, face: "FontProperties") -> None:
    """Names side by side where they fit, folded where that is enough, otherwise slanted."""
    room = 84 // len(chart.points)
    names = [one.name for one in chart.points]
    widest = max(_width(name) for name in names)
    places = range(len(names))
    if widest <= room:
        axes.set_xticks(places, names, fontproperties=_sized(face, 13), color=INK)
    elif widest <= 106 // len(names):
        axes.set_xticks(places, names, fontproperties=_sized(face, 11), color=INK)
    elif widest <= room * 3 and room >= 8:
        folded = [_folded(name, room) for name in names]
        axes.set_xticks(places, folded, fontproperties=_sized(face, 12), color=INK)
    else:
        axes.set_xticks(
            places,
            [_folded(name, 22) for name in names],
            rotation=55,
            ha="right",
            rotation_mode="anchor",
            fontproperties=_sized(face, 11),
            color=INK,
        )


def _is_below(shape: str, numbers: Sequence[float], place: int) -> bool:
    """Return whether the figure stands below its end of the column, or below a valley of the line."""
    if shape == "columns":
        return numbers[place] < 0
    beside = [*numbers[max(place - 1, 0) : place], *numbers[place + 1 : place + 2]]
    return bool(beside) and all(numbers[place] < one for one in beside)


def _label(axes: "Axes", place: int, figure: str | None, face: "FontProperties", *, below: bool) -> None:
    from matplotlib.patheffects import withStroke

    turned = axes.get_xlim()[1] > UPRIGHT
    at = 0.0 if figure is None and axes.get_ylim()[0] <= 0 <= axes.get_ylim()[1] else axes.get_ylim()[0]
    axes.annotate(
        "缺" if figure is None else figure,
        (place, at if figure is None else float(figure)),
        xytext=(0, -8 if below else 8),
        textcoords="offset points",
        ha="center",
        va="top" if below else "bottom",
        rotation=90 if turned else 0,
        color=SOFT if figure is None else INK,
        fontproperties=_sized(face, 11 if turned else 13),
        path_effects=[withStroke(linewidth=4, foreground="#fff")],
    )


def _subtitle(chart: Chart) -> str:
    parts = [f"单位：{chart.unit}" if chart.unit else "", f"截至{chart.as_of}" if chart.as_of else ""]
    return "　".join(part for part in parts if part)


def _written(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".") if number else "0"


def _sized(face: "FontProperties", points: float) -> Any:
    sized = face.copy()
    sized.set_size(points)
    return sized


def _width(words: str) -> int:
    """Return the width in half squares: a Chinese character has two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)


def _folded(words: str, width: int) -> str:
    """Return `words` in lines of at most `width` half squares; words with spaces are broken there first."""
    if _width(words) <= width:
        return words
    if all(east_asian_width(sign) not in "WF" for sign in words):
        return "\n".join(textwrap.wrap(words, width))
    lines, line = [], ""
    for sign in words:
        if line and _width(line + sign) > width:
            lines.append(line)
            line = ""
        line += sign
    return "\n".join([*lines, line])
