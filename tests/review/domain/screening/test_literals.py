import re

import pytest

from review.domain.screening.checks import PatternCheck
from review.domain.screening.literals import needed
from review.domain.screening.loader import builtin


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("保本", {"保本"}),
        ("(?:保|包)本", {"保本", "包本"}),
        ("[葆堡]本", {"葆本", "堡本"}),
        ("存款的?平替", {"存款平替", "存款的平替"}),
        ("零风险|保本", {"零风险", "保本"}),
        (r"收益[^。]{0,6}\d{1,3}%", {"收益"}),
        (r"(?<!期)限时[^。]{0,3}理财", {"限时"}),
    ],
)
def test_a_match_holds_one_of_the_texts(pattern: str, texts: set[str]) -> None:
    assert needed(pattern) == texts


@pytest.mark.parametrize("pattern", [r"\d{1,3}", "[^a]{1,3}", "(?:保本)?", r"保本|\d"])
def test_nothing_is_needed(pattern: str) -> None:
    assert needed(pattern) is None


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        needed("(")


def test_what_a_shipped_pattern_finds_holds_what_it_needs() -> None:
    texts = [example.text for rule in builtin().rules for example in rule.must_hit]
    for check in (check for rule in builtin().rules for check in rule.checks):
        for source in check.patterns if isinstance(check, PatternCheck) else ():
            wanted = needed(source)
            for match in (re.search(source, text) for text in texts):
                assert match is None or wanted is None or any(text in match.group() for text in wanted)
