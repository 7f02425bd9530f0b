"""What a press does about a finding."""

import pytest

from review.domain.remedy import Remedy, remedy_of
from review.domain.screening.result import PIECE, Finding, Severity, Status


def finding(suggestion: str, *, end: int = 4, place: str = "title") -> Finding:
    return Finding(
        rule="C-001",
        severity=Severity.block,
        place=place,
        start=0,
        end=end,
        text="保证收益"[:end],
        title="承诺收益",
        message="",
        law="",
        article="",
        suggestion=suggestion,
        status=Status.in_force,
    )


@pytest.mark.parametrize(
    ("suggestion", "words"),
    [
        ("改为“提前支取按活期计息”。", "提前支取按活期计息"),
        ("改“国家金融监督管理总局”。", "国家金融监督管理总局"),
        ("删除。", ""),
        ("删去", ""),
    ],
)
def test_what_was_found_is_replaced_or_taken_out(suggestion: str, words: str) -> None:
    assert remedy_of(finding(suggestion)) == Remedy(words, is_added=False)


def test_what_is_missing_is_added() -> None:
    told = finding("加“理财非存款、产品有风险、投资须谨慎”。", end=0)
    assert remedy_of(told) == Remedy("理财非存款、产品有风险、投资须谨慎", is_added=True)


@pytest.mark.parametrize(
    "suggestion",
    [
        "改为客观标题。",
        "改为“Rn 适合 Cn 及以上”。",
        "改“收益率”“账户”“登录”。",
        "改为“中国台湾地区、中国香港”。",
        "删除;如确需引用历史数据,列明区间、口径与风险提示。",
        "加“理财非存款”。",
        "",
    ],
)
def test_what_leaves_anything_open_is_for_the_author(suggestion: str) -> None:
    assert remedy_of(finding(suggestion)) is None


@pytest.mark.parametrize(
    "suggestion",
    [
        "补“年利率、期限、起存金额”。",
        "加“由XX发行与管理,代销机构不承担产品的投资、兑付和风险管理责任”。",
        "加“以产品说明书/合同为准”。",
        "删除。",
        "加机构签名与客服热线。",
    ],
)
def test_a_missing_text_that_is_not_told_word_for_word_is_not_added(suggestion: str) -> None:
    assert remedy_of(finding(suggestion, end=0)) is None


def test_nothing_is_done_to_the_piece_as_a_whole() -> None:
    assert remedy_of(finding("加“理财非存款、产品有风险、投资须谨慎”。", end=0, place=PIECE)) is None
