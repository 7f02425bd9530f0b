"""Emptying figures and moving dates."""

from datetime import date

import pytest

from content.domain.figures import count_empty, redated, with_field, without_figures

STREAM = [
    {"type": "market_day", "id": "a", "value": {"market_date": "2026-03-01", "sticker": 7}},
    {
        "type": "indicators",
        "id": "b",
        "value": [
            {
                "type": "item",
                "id": "c",
                "value": {
                    "name": "上证指数",
                    "value": "3000.0000",
                    "change": None,
                    "deep": {"value": "1", "kept": "2"},
                },
            }
        ],
    },
    {"type": "thesis", "id": "d", "value": "<p>value</p>"},
]
FIGURES = frozenset({"market_date", "value", "change"})


def test_figures_are_emptied_at_whatever_depth_and_everything_else_stays() -> None:
    assert without_figures(STREAM, FIGURES) == [
        {"type": "market_day", "id": "a", "value": {"market_date": None, "sticker": 7}},
        {
            "type": "indicators",
            "id": "b",
            "value": [
                {
                    "type": "item",
                    "id": "c",
                    "value": {
                        "name": "上证指数",
                        "value": None,
                        "change": None,
                        "deep": {"value": None, "kept": "2"},
                    },
                }
            ],
        },
        {"type": "thesis", "id": "d", "value": "<p>value</p>"},
    ]


def test_the_original_is_not_touched() -> None:
    without_figures(STREAM, FIGURES)
    assert STREAM[1]["value"][0]["value"]["value"] == "3000.0000"


def test_empty_figures_are_counted() -> None:
    assert count_empty(STREAM, FIGURES) == 1
    assert count_empty(without_figures(STREAM, FIGURES), FIGURES) == 4


def test_a_field_is_set_only_where_it_is() -> None:
    assert with_field(STREAM, "market_date", "2026-03-02") == [
        {"type": "market_day", "id": "a", "value": {"market_date": "2026-03-02", "sticker": 7}},
        *STREAM[1:],
    ]


@pytest.mark.parametrize(
    ("title", "moved"),
    [
        ("晨间财经早报 2026-11-22", "晨间财经早报 2026-12-03"),
        ("早报 2026/11/22", "早报 2026/12/03"),
        ("早报 2026.11.22", "早报 2026.12.03"),
        ("早报2026年11月22日 周日", "早报2026年12月3日 周四"),
        ("11月22日早报（星期日）", "12月3日早报（星期四）"),
        ("早报11月02日", "早报12月03日"),
        ("2026-11-22 对比 2025-11-22", "2026-12-03 对比 2025-11-22"),
        ("没有日期，涨 3.14 个点", "没有日期，涨 3.14 个点"),
        ("R2 产品 1-3 年", "R2 产品 1-3 年"),
        ("不存在的 2026-13-40", "不存在的 2026-13-40"),
        ("周五福利", "周五福利"),
    ],
)
def test_a_title_moves_to_the_day(title: str, moved: str) -> None:
    assert redated(title, date(2026, 12, 3)) == moved
