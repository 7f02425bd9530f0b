import pytest

from review.domain.screening.checks import LinkCheck, LinkFault
from review.domain.screening.links import NEEDED, find

OWN = ("bank.example.cn",)


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (LinkCheck(LinkFault.not_allowed, OWN), "看https://a.top/x?y=1。", ["https://a.top/x?y=1"]),
        (LinkCheck(LinkFault.not_allowed, OWN), "看https://m.bank.example.cn/x", []),
        (LinkCheck(LinkFault.not_allowed, OWN), "看https://bank.example.cn.evil.top/x", ["https://bank.example.cn.evil.top/x"]),
        (LinkCheck(LinkFault.not_allowed, OWN), "看https://bank.example.cn@evil.top/x", ["https://bank.example.cn@evil.top/x"]),
        (LinkCheck(LinkFault.not_allowed, OWN, ("t.cn",)), "戳t.cn/a", ["t.cn/a"]),
        (LinkCheck(LinkFault.not_allowed, OWN), "打开bank-vip点top看", ["bank-vip点top"]),
        (LinkCheck(LinkFault.not_allowed, OWN), "打开bank。example。cn", []),
        (LinkCheck(LinkFault.shortener, OWN, ("t.cn",)), "戳t.cn/a", ["t.cn/a"]),
        (LinkCheck(LinkFault.insecure, OWN), "http://bank.example.cn/a", ["http://bank.example.cn/a"]),
        (LinkCheck(LinkFault.insecure, OWN), "https://bank.example.cn/a", []),
        (LinkCheck(LinkFault.ip, OWN), "http://10.1.2.3/app", ["http://10.1.2.3/app"]),
        (LinkCheck(LinkFault.ip, OWN), "版本号1.2.3.4更新", []),
        (LinkCheck(LinkFault.lookalike, OWN, (), ("example",)), "登录example-vip.net", ["example-vip.net"]),
        (LinkCheck(LinkFault.lookalike, OWN, (), ("example",)), "登录bank.example.cn", []),
    ],
)  # fmt: skip
def test_faulty_links(check: LinkCheck, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(check, text)] == found
    assert not found or any(needed in text for needed in NEEDED)
