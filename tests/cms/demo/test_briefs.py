"""The brief of any day."""

from datetime import date, timedelta

from cms.demo.briefs import brief_of

DAY = date(2026, 11, 24)


def test_the_same_day_gives_the_same_brief() -> None:
    assert brief_of(DAY) == brief_of(DAY)


def test_two_days_differ_in_figures_and_headlines() -> None:
    first, second = brief_of(DAY), brief_of(DAY + timedelta(days=1))
    assert first.body["indicators"] != second.body["indicators"]
    assert first.body["headlines"] != second.body["headlines"]


def test_a_change_leads_from_the_earlier_figure_to_the_later() -> None:
    earlier, later = (brief_of(day).body["indicators"][0] for day in (DAY, DAY + timedelta(days=1)))
    risen = (float(later["value"]) / float(earlier["value"]) - 1) * 100
    assert abs(float(later["change"]) - risen) < 0.006


def test_no_name_is_left_unfilled_and_every_figure_is_marked_invented() -> None:
    piece = brief_of(DAY)
    assert {one["source"] for name in ("indicators", "headlines") for one in piece.body[name]} == {"演示数据"}
    assert not [text for text in (words.text for words in piece.channels.values()) if "<" in text]
    assert all("数据来源：演示数据" in words.text for words in piece.channels.values())
