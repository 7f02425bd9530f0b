from review.domain.figures import Figure, figures
from tests.review.domain.documents import document


def test_each_figure_stands_with_time_and_source() -> None:
    assert figures(document()) == (
        Figure("上证指数", "3012.50点 (+0.35%)", "示范行情中心", "2026-03-02T00:00:00Z", "", ""),
        Figure("七日年化", "2.15%", "示范理财官网", "2026-03-01", "2026-03-31", "截至披露日"),
    )


def test_a_fall_keeps_its_sign_and_what_is_empty_stays_empty() -> None:
    value = {
        "name": "深证成指",
        "value": None,
        "unit": "",
        "change": {"decimal": "-0.12"},
        "as_of": None,
        "source": "",
    }
    body = [{"id": "b", "type": "indicators", "value": [{"id": "i", "value": value}]}]
    assert figures(document(body=body)) == (Figure("深证成指", " (-0.12%)", "", "", "", ""),)


def test_a_benchmark_gives_its_period() -> None:
    value = {"wording": "业绩比较基准2.5%", "period": "2025年", "source": "按历史数据测算"}
    body = [{"id": "b", "type": "benchmark", "value": value}]
    assert figures(document(body=body)) == (
        Figure("业绩比较基准2.5%", "", "按历史数据测算", "2025年", "", ""),
    )


def test_a_table_stands_under_its_caption_with_all_its_points() -> None:
    points = [("1月", {"decimal": "3.10"}), ("2月", None)]
    value = {
        "caption": "一年期LPR",
        "unit": "%",
        "as_of": {"moment": "2026-03-02T00:00:00Z"},
        "source": "示范中心",
        "shape": {"code": "table"},
        "points": [{"id": name, "value": {"name": name, "value": figure}} for name, figure in points],
    }
    body = [{"id": "b", "type": "market_table", "value": value}]
    assert figures(document(body=body)) == (
        Figure("一年期LPR", "1月 3.10%；2月 —%", "示范中心", "2026-03-02T00:00:00Z", "", ""),
    )
