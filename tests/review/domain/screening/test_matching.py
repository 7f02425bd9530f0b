"""Patterns are looked for around the texts that they need, and nothing is lost by it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.labelled import shipped
from review.domain.screening.checks import PatternCheck
from review.domain.screening.engine import screen
from review.domain.screening.index import index_of, keys
from review.domain.screening.loader import builtin
from review.domain.screening.matching import at_each_start, of_patterns, read
from review.domain.screening.patterns import compile_patterns
from review.domain.screening.subject import Passage, Subject


def _passage(text: str) -> Passage:
    return Passage("text", "正文", text, "moments")


def test_looking_around_needed_texts_finds_what_looking_everywhere_finds() -> None:
    texts = [one.text for one in shipped()][::40]
    (writing, *_others) = read(_passage("。".join(texts)), index_of(builtin()), 20_000).writings
    found = 0
    for number, rule in enumerate(builtin().rules):
        for key, check in keys(number, rule.checks):
            if isinstance(check, PatternCheck):
                everywhere = {
                    match.span()
                    for source in check.patterns
                    for match in at_each_start(compile_patterns((source,)), writing.text.text)
                }
                assert set(of_patterns(check, key, writing)) == everywhere, rule.id
                found += len(everywhere)
    assert found > 30


@settings(deadline=None)
@given(st.text(st.sampled_from("保本稳赚 *·零风险🔥\u200b亻呆baoben\ud800\0ａ１%"), max_size=40))
def test_a_finding_stands_where_it_says_in_the_original(text: str) -> None:
    subject = Subject(
        kind="",
        product_type="wmp",
        risk=None,
        segments=(),
        channels=(),
        passages=(_passage(text),),
        offers_product=None,
    )
    for finding in screen(subject, builtin()).findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
