import pytest

from review.domain.screening.context import softens


def _softened(text: str, word: str = "保本") -> bool:
    start = text.index(word)
    return softens(text, start, start + len(word))


@pytest.mark.parametrize(
    "text",
    [
        "本产品不保本",
        "不承诺保本",
        "理财不再保本",
        "不存在任何形式的保本承诺",
        "没有任何机构可以保本",
        "谨防以“保本”为诱饵",
        "请勿相信他人推销的保本理财",
        "凡宣称保本的",
        "保本都是骗局",
        "文案中出现“保本”字样",
        "严禁以返还现金等方式宣传保本",
        "很多人以为理财保本,其实净值会波动",
        "保本不等于存款",
        "不盲目追求保本",
        "承诺分红、说保本,都是属于传销",
        "自查重点:承诺保本",
        "误导、保本、飞单四类行为",
    ],
)
def test_denied_warned_of_or_mentioned(text: str) -> None:
    assert _softened(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "本产品保本",
        "没有比这更保本的",
        "谁说不保本",
        "不是不保本",
        "没有一款不保本",
        "不用担心不保本",
        "没有套路的保本理财",
        "不存在任何风险的保本理财",
        "不是普通理财而是保本理财",
        "不承诺收益但保本",
        "远离焦虑选保本",
        "不必犹豫,保本",
        "保本绝不是骗局",
        "认准“保本”字样",
        "它叫“保本”理财",
        "除非保本",
        "我以为它保本,真的保本",
        "保本不等于低收益",
        "不收返还费还保本",
    ],
)
def test_claimed(text: str) -> None:
    assert _softened(text) is False
