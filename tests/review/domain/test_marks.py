from review.domain.marks import Span, Stretch, marked


def test_overlapping_findings_cut_the_text_where_they_begin_and_end() -> None:
    assert marked("保本保收益", [Span(1, 0, 4), Span(2, 2, 5)]) == (
        Stretch("保本", (1,)),
        Stretch("保收", (1, 2)),
        Stretch("益", (2,)),
    )


def test_plain_text_stays_whole_and_empty_spans_mark_nothing() -> None:
    assert marked("早安", [Span(1, 0, 0)]) == (Stretch("早安", ()),)
    assert marked("", []) == ()


def test_stretches_are_the_text_again_with_characters_outside_the_basic_plane() -> None:
    text = "🎉𠮷祥😀如意"
    stretches = marked(text, [Span(1, 1, 3), Span(2, 4, 6)])
    assert [(one.text, one.numbers) for one in stretches] == [
        ("🎉", ()),
        ("𠮷祥", (1,)),
        ("😀", ()),
        ("如意", (2,)),
    ]


def test_a_span_that_ends_beyond_the_text_marks_it_to_its_end() -> None:
    assert marked("早安", [Span(1, 1, 9)]) == (Stretch("早", ()), Stretch("安", (1,)))
