from dataclasses import replace

import pytest

from review.domain.screening.engine import screen
from review.domain.screening.loader import builtin
from review.domain.screening.nature import Nature, judge, reports
from review.domain.screening.normalise import normalise
from review.domain.screening.result import Verdict
from tests.review.domain.screening.builders import one_text


def _piece(text: str, product: str | None = None):  # type: ignore[no-untyped-def]
    return replace(one_text(text), kind="", product_type=product, risk=None, segments=(), offers_product=None)


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("安享90天理财今日上新，欢迎咨询", Nature.offer),
        ("工商银行三季度净利同比增长0.3%", Nature.news),
        ("什么是业绩比较基准", Nature.education),
        ("文案不得使用“最佳”等用语", Nature.education),
        ("系统维护通知：今晚暂停服务", Nature.notice),
        ("早安，记得吃早餐", Nature.greeting),
        ("周末带孩子去了科技馆", Nature.talk),
    ],
)
def test_what_a_text_is(text: str, nature: Nature) -> None:
    assert judge(_piece(text), (normalise(text).text,)).nature is nature


@pytest.mark.parametrize(
    ("text", "product", "offers"),
    [
        ("安享90天理财今日上新，欢迎咨询", None, True),
        ("安享90天理财今日上新，欢迎咨询", "wmp", True),
        ("安享90天，业绩比较基准2.5%", "wmp", True),
        ("安享90天，业绩比较基准2.5%", None, False),
        ("本产品为非保本浮动收益类理财产品", "wmp", False),
        ("您持有的理财产品将于11月28日到期", "wmp", False),
        ("公募基金规模突破35万亿元，再创历史新高", "fund", False),
    ],
)
def test_whether_it_offers_a_product(text: str, product: str | None, offers: bool) -> None:
    assert judge(_piece(text, product), (normalise(text).text,)).offers is offers


def test_what_the_piece_says_of_itself_outweighs_its_words() -> None:
    told = replace(_piece("系统维护通知", "wmp"), offers_product=True)
    assert judge(told, ("系统维护通知",)).offers is True


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("据证监会通报，某私募因承诺保本保收益被处罚", Verdict.pass_),
        ("据证监会通报，某私募被处罚。我行理财保本保收益，欢迎咨询", Verdict.block),
        ("工商银行总资产规模位居全球第一，净利同比增长0.3%", Verdict.pass_),
        ("我行理财收益全国第一，同比增长", Verdict.block),
        ("定期存款保本保息，存单可自动转存", Verdict.pass_),
        ("跟存款一样保本的理财", Verdict.block),
    ],
)
def test_news_may_speak_of_what_an_offer_may_not(text: str, verdict: Verdict) -> None:
    assert screen(_piece(text), builtin()).verdict is verdict


def test_only_the_sentence_of_the_hit_reports() -> None:
    text = "据新华社报道,央行降准0.5个百分点。" + "今天天气不错。" * 30 + "保本理财来了"
    start = text.index("保本")
    assert reports(text, start, start + 2) is False
    assert reports("据新华社报道,保本理财退出市场", 7, 9) is True
