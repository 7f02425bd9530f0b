import time

import pytest

from review.domain.screening.normalise import normalise
from review.domain.screening.writings import Lexicon, common_words, undo

LEXICON = Lexicon(common_words())


def _undone(text: str) -> str | None:
    undone = undo(normalise(text), LEXICON)
    return undone.text.text if undone else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("葆本理财", "保本理财"),
        ("亻呆本3.6%", "保本3.6%"),
        ("baoben理财", "保本理财"),
        ("ba0ben理财", "保本理财"),
        ("保*本", "保本"),
        ("保,本理财", "保本理财"),
        ("零feng险", "零风险"),
        ("0风险", "零风险"),
        ("稳💰!", "稳赚!"),
        ("稳钻不赔", "稳赚不赔"),
        ("wen zhuan bu pei", "稳赚不赔"),
        ("保.本.保.息", "保本保息"),
        ("亏/了/算/我/的", "亏了算我的"),
        ("🥇的选择", "第一的选择"),
        ("1-3-9-1-2-3-4-5-6-7-8", "13912345678"),
    ],
)
def test_other_writings_are_undone(text: str, meant: str) -> None:
    assert _undone(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "确保本次活动公平",
        "环保/本地新闻",
        "持续推进环保 本期关注绿色债券",
        "平稳转型",
        "宝本色系海报",
        "包本书皮活动",
        "受益人是谁",
        "Bao Benjamin",
        "www.baobenjia.cn",
        "第1季度",
        "2015风险提示",
        "沪指收于3842.19点，涨0.31%",
        "",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert _undone(text) is None


def test_positions_lead_back_to_the_original() -> None:
    undone = undo(normalise("这款亻呆 * ben理财"), LEXICON)
    assert undone is not None
    start = undone.text.text.index("保本")
    assert undone.text.span(start, start + 2) == (2, 10)
    assert [undone.text.text[i] for i, changed in enumerate(undone.changed) if changed] == ["保", "本"]


@pytest.mark.parametrize("unit", ["保*", "baoben", "葆本", "💰", "0风险", "a1", "保,"])
def test_hostile_texts_end_soon(unit: str) -> None:
    text = normalise((unit * 20_000)[:20_000])
    begun = time.perf_counter()
    undo(text, LEXICON)
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("zhuanduoshao", "赚多少"),
        ("mai10万", "买10万"),
        ("到手10wan", "到手10万"),
        ("您jiushouyi高", "您就收益高"),
    ],
)
def test_spelt_syllables_of_no_known_word_become_the_usual_characters(written: str, meant: str) -> None:
    undone = undo(normalise(written), Lexicon(["收益"], ["赚多少", "买十万就好"]))
    assert undone is not None
    assert undone.text.text == meant


def test_a_short_syllable_alone_stays() -> None:
    assert undo(normalise("选A款"), Lexicon(["收益"], ["啊"])) is None
