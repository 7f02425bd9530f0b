"""How much two texts say the same."""

import random

import pytest

from search.domain.similarity import NEAR, RUN, marks, resemblance, runs

TEXT = (
    "发薪日快乐！我自己的小习惯是当天分三份：下个月的开销、三到六个月的备用金、长期不用的钱。"
    "您要是也想理一理，我把一页纸的表格发给您，填不填随意，不用告诉我数字。"
)
OTHER = "周末带孩子去看展，地铁三号线到文化宫站，凭本行信用卡购票立减，名额有限，先到先得，详情见手机银行。"


def share(one: str, other: str) -> float:
    return resemblance(runs([one]), runs([other]))


def test_the_same_is_the_same_and_another_is_another() -> None:
    assert share(TEXT, TEXT) == 1.0
    assert share(TEXT, OTHER) < 0.05


@pytest.mark.parametrize(
    "written",
    [
        TEXT.replace("，", " , ").replace("！", "!!"),
        TEXT.replace("发薪日快乐", "發薪日快樂"),
        f"  {TEXT}\n\n",
    ],
)
def test_signs_blanks_and_other_writings_do_not_count(written: str) -> None:
    assert share(TEXT, written) == 1.0


def test_figures_and_dates_are_all_the_same() -> None:
    assert share("3月2日上证指数收于3,021.5点，涨0.8%", "3月3日上证指数收于2,988点，涨1.25%") == 1.0


def test_sentences_in_another_order_are_nearly_the_same() -> None:
    first, second, third = TEXT[:21], TEXT[21:45], TEXT[45:]
    assert NEAR < share(TEXT, third + first + second) < 1.0


def test_some_words_changed_are_nearly_the_same() -> None:
    changed = TEXT.replace("快乐", "到啦").replace("表格", "清单")
    assert NEAR < share(TEXT, changed) < 1.0


@pytest.mark.parametrize("text", ["", "  ", "。。。", "好", "\x00", "🎂", "9"])
def test_whatever_is_written_has_marks(text: str) -> None:
    assert len(set(marks(runs([text])))) == 32


def test_marks_are_numbers_of_64_bits_and_stay_the_same() -> None:
    found = marks(runs([TEXT]))
    assert all(-(2**63) <= one < 2**63 for one in found)
    assert found[0] == marks(frozenset(sorted(runs([TEXT]), reverse=True)))[0] == FIRST_MARK


FIRST_MARK = -8103598868357183590
"""Kept marks would be of no use if the same text gave others. Then VERSION goes up."""


@pytest.mark.parametrize(("kept", "least"), [(0.9, 1.0), (0.75, 0.98)])
def test_what_is_nearly_the_same_has_a_mark_in_common(kept: float, least: float) -> None:
    draw = random.Random(7)
    letters = [chr(code) for code in range(0x4E00, 0x5E00)]
    met = 0
    for _round in range(100):
        whole = ["".join(draw.choices(letters, k=RUN)) for _run in range(400)]
        share = kept / (2 - kept)
        other = [
            *whole[: int(400 * kept)],
            *("".join(draw.choices(letters, k=RUN)) for _ in range(int(400 * (1 - kept)))),
        ]
        assert share < 1
        met += bool(set(marks(whole)) & set(marks(other)))
    assert met / 100 >= least
