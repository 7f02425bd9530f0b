from core.domain.bars import LINE, bars


def test_the_longest_line_fills_the_width_and_the_others_keep_their_share() -> None:
    chart = bars([("早间", {"sent": 6, "waiting": 0, "lapsed": 2}), ("午间", {"sent": 2, "lapsed": 0})])
    morning, noon = chart.lines
    assert [(one.code, one.begins, one.length) for one in morning.parts] == [
        ("sent", "0.00%", "75.00%"),
        ("lapsed", "75.00%", "25.00%"),
    ]
    assert [(one.code, one.begins, one.length) for one in noon.parts] == [("sent", "0.00%", "25.00%")]
    assert (morning.figure, noon.figure) == (8, 2)
    assert (morning.top, noon.top, chart.height) == (0, LINE, 2 * LINE)


def test_a_width_of_its_own_counts_unless_a_line_is_longer() -> None:
    assert bars([("一", {"share": 50})], full=100).lines[0].parts[0].length == "50.00%"
    assert bars([("一", {"share": 150})], full=100).lines[0].parts[0].length == "100.00%"


def test_nothing_is_no_division_by_nothing() -> None:
    assert bars([("一", {"sent": 0})]).lines[0].parts == ()
    assert bars([]).height == 0
