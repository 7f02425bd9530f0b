import re
import time

import pytest

from review.domain.screening.checks import PatternCheck
from review.domain.screening.loader import builtin
from review.domain.screening.patterns import PatternError, check_pattern


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
        ("(?>保)", "a group other"),
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


@pytest.mark.parametrize("unit", ["近1年", "保本", "买基金", "最", "12.5%", "贷款"])
def test_matching_grows_with_the_length_alone(unit: str) -> None:
    """Ten times the text takes about ten times as long; a pattern that runs away takes a hundred times."""
    patterns = [
        re.compile(source)
        for rule in builtin().rules
        for check in rule.checks
        if isinstance(check, PatternCheck)
        for source in check.patterns
    ]

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        begun = time.perf_counter()
        for pattern in patterns:
            for _match in pattern.finditer(text):
                pass
        return time.perf_counter() - begun

    assert min(seconds(40_000) for _ in range(3)) < 30 * min(seconds(4000) for _ in range(3))
