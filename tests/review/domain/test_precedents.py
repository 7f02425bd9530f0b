"""Which sentences are the same, and which nearly."""

from dataclasses import replace

import pytest

from review.domain.precedents import MARKS, NEAR, marks, sentence_key, sentence_of
from review.domain.screening.result import PIECE, Finding, Severity, Status
from review.domain.sentences import LONGEST, nearness, normalised, pieces, sentence_at

TEXT = "早上好！限时抢购，先到先得。欢迎来网点；周末不休。\n地址见下"
FINDING = Finding("R-1", Severity.warn, "a", 4, 8, "限时抢购", "", "", "", "", "", Status.in_force)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (4, 8, "限时抢购，先到先得。"),
        (0, 1, "早上好！"),
        (12, 18, "限时抢购，先到先得。欢迎来网点；"),
        (len(TEXT) - 2, len(TEXT), "地址见下"),
        (0, 0, TEXT),
    ],
)
def test_a_sentence_is_what_holds_the_stretch(start: int, end: int, found: str) -> None:
    assert sentence_at(TEXT, start, end) == found


def test_what_runs_on_is_cut_around_the_place() -> None:
    text = "字" * 2000 + "限时抢购" + "字" * 2000
    cut = sentence_at(text, 2000, 2004)
    assert len(cut) <= LONGEST
    assert "限时抢购" in cut


def test_width_case_space_and_punctuation_make_no_difference() -> None:
    assert normalised("ＡＢＣ 限时，抢购！") == normalised("abc限时抢购")
    assert sentence_key("R-1", "限时，抢购！") == sentence_key("R-1", "限时抢购")
    assert sentence_key("R-1", "限时抢购") != sentence_key("R-2", "限时抢购")
    assert len(sentence_key("R-1", "\ud800限时")) == 64
    assert len(marks("R-1", "\ud800限时抢购")) == 2


def test_nearness_is_the_share_of_common_runs() -> None:
    one, other = pieces("限时抢购先到先得"), pieces("限时抢购先到为准")
    assert nearness(one, other) == pytest.approx(4 / 8)
    assert nearness(one, one) == 1.0
    assert nearness(frozenset(), frozenset()) == 0.0
    assert pieces("早") == {"早"}


def test_near_sentences_share_a_hash_and_others_do_not() -> None:
    sentence = "本活动限时三天抢购名额有限先到先得详情请咨询您的客户经理"
    near = sentence.replace("三天", "两天")
    assert nearness(pieces(sentence), pieces(near)) >= NEAR
    assert set(marks("R-1", sentence)) & set(marks("R-1", near))
    assert not set(marks("R-1", sentence)) & set(marks("R-2", sentence))
    assert not set(marks("R-1", sentence)) & set(marks("R-1", "祝各位端午安康阖家幸福万事如意"))
    assert len(marks("R-1", sentence)) == MARKS


def test_a_finding_about_the_whole_piece_is_about_all_its_texts() -> None:
    texts = {"title": "题目", "a": "早上好。限时抢购。再见。"}
    assert sentence_of(texts, FINDING) == "限时抢购。"
    assert (
        sentence_of(texts, replace(FINDING, place=PIECE, start=0, end=0)) == "题目\n早上好。限时抢购。再见。"
    )
