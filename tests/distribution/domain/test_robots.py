import pytest

from distribution.domain.robots import is_of_a_person

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile"
)


@pytest.mark.parametrize(
    "agent",
    [
        f"{IPHONE}/15E148 MicroMessenger/8.0.54(0x18003637) NetType/WIFI Language/zh_CN",
        f"{IPHONE}/15E148 wxwork/4.1.30 MicroMessenger/7.0.1",
        "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 40) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; HUAWEI Mate 60) AppleWebKit/537.36 MQQBrowser/15.1 Mobile",
    ],
)
def test_people(agent: str) -> None:
    assert is_of_a_person("GET", {"user-agent": agent})


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "   ",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Sogou web spider/4.0",
        "DingTalkBot-LinkService/1.0",
        f"{IPHONE}/15E148 MicroMessenger/8.0 mpcrawler",
        "WeChatShareExtensionNew/8.0.54.32 CFNetwork/1568.200.51 Darwin/24.1.0",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0.0.0",
        "curl/8.9.1",
        "python-requests/2.32",
        "Go-http-client/2.0",
        "okhttp/4.12.0",
    ],
)
def test_programs(agent: str) -> None:
    assert not is_of_a_person("GET", {"user-agent": agent})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sec-purpose", "prefetch;prerender"),
        ("purpose", "prefetch"),
        ("x-moz", "prefetch"),
        ("x-purpose", "preview"),
    ],
)
def test_what_is_fetched_ahead(name: str, value: str) -> None:
    assert not is_of_a_person("GET", {"user-agent": IPHONE, name: value})


def test_a_look_at_the_head() -> None:
    assert is_of_a_person("GET", {"user-agent": IPHONE, "purpose": "reading"})
    assert not is_of_a_person("HEAD", {"user-agent": IPHONE})
