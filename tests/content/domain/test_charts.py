"""What a chart takes from a document, and what it says in words."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from content.domain.charts import Chart, Point, charts_of, described, with_chart

ZONE = ZoneInfo("Asia/Shanghai")


def table(shape: str | None, *points: tuple[str, str | None]) -> dict[str, Any]:
    return {
        "caption": "示范利率",
        "unit": "%",
        "as_of": {"moment": "2026-03-02T02:30:00Z"},
        "source": "示范中心",
        "shape": {"code": shape} if shape else None,
        "points": [
            {"id": name, "value": {"name": name, "value": {"decimal": figure} if figure else None}}
            for name, figure in points
        ],
    }


def document(value: dict[str, Any]) -> dict[str, Any]:
    picture = {"id": "p", "value": {"picture": "old"}}
    return {
        "body": [
            {"id": "t", "type": "market_table", "value": value},
            {"id": "c", "type": "market_comment", "value": "示范利率没有变。"},
        ],
        "channels": [
            {"id": "m", "type": "moments", "value": {"text": "一图看懂", "pictures": [picture]}},
            {"id": "g", "type": "group", "value": {"text": "各位好", "pictures": []}},
        ],
        "media": [{"sha256": "old"}],
    }


def test_a_chart_is_the_table_in_business_time() -> None:
    assert charts_of(document(table("line", ("1月", "3.10"), ("2月", "-0.5"))), ZONE) == (
        Chart(
            place="t",
            shape="line",
            caption="示范利率",
            unit="%",
            as_of="2026-03-02 10:30",
            source="示范中心",
            points=(Point("1月", "3.10"), Point("2月", "-0.5")),
        ),
    )


@pytest.mark.parametrize("shape", ["table", None, "of a later version"])
def test_other_shapes_are_not_drawn(shape: str | None) -> None:
    assert charts_of(document(table(shape, ("1月", "3.10"))), ZONE) == ()


def test_a_table_without_figures_is_not_drawn() -> None:
    assert charts_of(document(table("line", ("1月", None), ("2月", None))), ZONE) == ()


def test_the_words_list_every_figure_also_the_missing_one() -> None:
    (chart,) = charts_of(document(table("columns", ("1月", "3.10"), ("2月", None), ("3月", "-0.5"))), ZONE)
    assert described(chart) == (
        "柱形图：示范利率。1月 3.10%；2月 缺；3月 -0.5%。截至2026-03-02 10:30。来源：示范中心。"
    )


def test_the_drawn_chart_stands_in_its_table_and_first_on_every_channel() -> None:
    before = document(table("line", ("1月", "3.10")))
    (chart,) = charts_of(before, ZONE)
    after = with_chart(before, chart, {"sha256": "new"})
    assert after["body"][0]["value"]["chart"] == {"picture": "new"}
    assert after["body"][1] == before["body"][1]
    assert [[one["value"]["picture"] for one in each["value"]["pictures"]] for each in after["channels"]] == [
        ["new", "old"],
        ["new"],
    ]
    assert after["media"] == [{"sha256": "old"}, {"sha256": "new"}]
    assert "chart" not in before["body"][0]["value"]
