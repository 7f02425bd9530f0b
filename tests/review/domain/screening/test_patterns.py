import pytest

from review.domain.screening.patterns import PatternError, check_pattern, compile_terms


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("保本.*", "unbounded"),
        (r"\d+%", "unbounded"),
        ("保{2,}", "unbounded"),
        ("(?:a{0,3}){0,3}", "repetition inside"),
        ("(?:a?){0,3}", "repetition inside"),
        ("(?:保|本){0,9}", "more than 4"),
        ("保{0,99}", "above 60"),
        (".{0,60}.{0,60}.{0,60}.{0,60}", "too many"),
        (r"(保)\1", "back reference"),
        ("(?P<a>保)", "a group other"),
        ("(保", "does not compile"),
        ("保，本", "never occurs"),
        ("險", "write '险'"),
        ("TOP1", "write 't'"),
    ],
)
def test_refused(pattern: str, problem: str) -> None:
    with pytest.raises(PatternError, match=problem):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\d{1,6}(?:\.\d{1,4})?%", r"(?<!期)限时[^。;\n]{0,12}理财(?!经理)", "[*+?]"]
)
def test_accepted(pattern: str) -> None:
    check_pattern(pattern)


def test_terms_allow_separators_up_to_skip() -> None:
    pattern = compile_terms(("保本",), 2)
    assert [bool(pattern.search(text)) for text in ("保本", "保*本", "保*-本", "保*-*本", "保的本")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_a_term_at_a_digit_is_a_whole_number() -> None:
    pattern = compile_terms(("0风险",), 2)
    assert pattern.search("2020风险提示") is None
    assert pattern.search("真的0风险") is not None
