"""What may be a customer's own."""

import pytest

from search.domain.private import may_be_personal


@pytest.mark.parametrize(
    "query",
    [
        "13800138000",
        "１３８ 0013 8000",
        "6222021234567890123",
        "11010519491231002X",
        "账户 1234567",
        "王建国",
        "李阿姨",
        "王建国 存款50万",
        "wang@example.com",
        "护照 E12345678",
    ],
)
def test_what_is_never_kept(query: str) -> None:
    assert may_be_personal(query)


@pytest.mark.parametrize(
    "query",
    [
        "打新",
        "110011",
        "早报 2026-03-15",
        "2026年11月22日",
        "金条",
        "沪深300",
        "3.5%",
        "白酒基金",
        "",
        '"',
        "余额宝",
    ],
)
def test_what_managers_look_for(query: str) -> None:
    assert not may_be_personal(query)
