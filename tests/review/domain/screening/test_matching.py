"""Patterns are looked for around the texts that they need, and nothing is lost by it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.labelled import shipped
from review.domain.screening.checks import PatternCheck
from review.domain.screening.engine import screen
from review.domain.screening.index import index_of, keys
from review.domain.screening.loader import builtin
from review.domain.screening.matching import Hit, Writing, at_each_start, merge, of_patterns, read
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


def _writing(text: str) -> Writing:
    (writing,) = read(_passage(text), index_of(builtin()), 20_000).writings
    return writing


def _hit(writing: Writing, start: int, end: int) -> Hit:
    return Hit(start, end, writing, (start, end), deniable=True)


def test_overlapping_hits_are_one_stretch() -> None:
    writing = _writing("本产品不保本收益有风险提示")
    found = [_hit(writing, *place) for place in ((6, 8), (4, 6), (4, 7), (8, 9))]
    assert [(stretch.start, stretch.end) for stretch in merge(found)] == [(4, 8), (8, 9)]


def test_a_stretch_is_softened_only_when_each_of_its_hits_is() -> None:
    writing = _writing("本产品不保本。这款保本")
    denied, claimed = _hit(writing, 4, 6), _hit(writing, 9, 11)
    assert [stretch.softened for stretch in merge([denied, claimed])] == [True, False]
    (across,) = merge([denied, claimed, _hit(writing, 4, 11)])
    assert across.softened is False


def test_a_context_is_read_only_until_the_answer_is_known() -> None:
    writing = _writing("这款保本理财")
    (stretch,) = merge([_hit(writing, start, 4) for start in range(3)])
    assert stretch.softened is False
    assert writing.softened == {(0, 4): False}
    assert writing.reported == {}


def test_a_hit_without_a_context_is_neither_softened_nor_reported() -> None:
    (stretch,) = merge([Hit(0, 1, _writing("不得说保本"), None, deniable=False)])
    assert (stretch.softened, stretch.reported) == (False, False)
