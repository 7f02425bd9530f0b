"""Charts of a document: what is drawn of a market table, in figures and in words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from content.domain.document import Document

MARKET_TABLE = "market_table"
DRAWN_SHAPES = frozenset({"columns", "line"})
CHART_ITEM = "chart"
"""The id of the chart among a channel's pictures, and its field in the table."""


@dataclass(frozen=True, slots=True)
class Point:
    """One row: its name, and its figure as the document writes it; None where there is none."""

    name: str
    figure: str | None

    @property
    def number(self) -> Decimal | None:
        return None if self.figure is None else Decimal(self.figure)


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. `place` is the id of its block; `as_of` is written out, or empty."""

    place: str
    shape: str
    caption: str
    unit: str
    as_of: str
    source: str
    points: tuple[Point, ...]

    @property
    def words(self) -> str:
        """Everything that is written in the picture except figures, axes and signs."""
        return "".join(
            [FIXED_WORDS, self.caption, self.unit, self.source, *(one.name for one in self.points)]
        )


FIXED_WORDS = "单位：截至来源缺"
"""The picture's own words. It is approved content and the same for every reader, so it is not translated."""


def charts_of(document: Document, zone: ZoneInfo) -> tuple[Chart, ...]:
    """Return the charts that `document` asks for, times told in `zone`. A table without figures has none."""
    found = (
        _chart(block["id"], block["value"], zone)
        for block in document["body"]
        if block["type"] == MARKET_TABLE and (block["value"]["shape"] or {}).get("code") in DRAWN_SHAPES
    )
    return tuple(chart for chart in found if any(point.figure is not None for point in chart.points))


def described(chart: Chart) -> str:
    """Return the chart in words, for those who do not see it: every figure, its time and source."""
    rows = "；".join(f"{one.name} {_figure(one, chart.unit)}" for one in chart.points)
    kind = "柱形图" if chart.shape == "columns" else "折线图"
    as_of = f"截至{chart.as_of}。" if chart.as_of else ""
    source = f"来源：{chart.source}。" if chart.source else ""
    return f"{kind}：{chart.caption}。{rows}。{as_of}{source}"


def with_chart(document: Document, chart: Chart, medium: Mapping[str, Any]) -> dict[str, Any]:
    """Return `document` with the chart, drawn as `medium`, in its table and first in every channel."""
    picture = {"picture": medium["sha256"]}
    return {
        **document,
        "body": [
            {**block, "value": {**block["value"], CHART_ITEM: picture}}
            if block["id"] == chart.place
            else block
            for block in document["body"]
        ],
        "channels": [
            {**block, "value": _led_by({"id": CHART_ITEM, "value": picture}, block["value"])}
            for block in document["channels"]
        ],
        "media": [*document["media"], dict(medium)],
    }


def _led_by(item: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    return {**value, "pictures": [item, *value["pictures"]]}


def _chart(place: str, table: Mapping[str, Any], zone: ZoneInfo) -> Chart:
    moment = table["as_of"] and datetime.fromisoformat(table["as_of"]["moment"]).astimezone(zone)
    return Chart(
        place=place,
        shape=table["shape"]["code"],
        caption=table["caption"],
        unit=table["unit"],
        as_of=f"{moment:%Y-%m-%d %H:%M}" if moment else "",
        source=table["source"],
        points=tuple(_point(row["value"]) for row in table["points"]),
    )


def _point(row: Mapping[str, Any]) -> Point:
    return Point(row["name"], row["value"]["decimal"] if row["value"] else None)


def _figure(point: Point, unit: str) -> str:
    return "缺" if point.figure is None else f"{point.figure}{unit}"
