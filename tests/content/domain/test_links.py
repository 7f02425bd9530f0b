"""What is well written, where it leads, and when it ends."""

from datetime import UTC, datetime

import pytest

from content.domain.codes import png, svg
from content.domain.links import (
    APP_ID,
    PAGE_PATH,
    Fault,
    app_fault,
    call_to_action,
    earliest_code_expiry,
    h5_fault,
    is_listed,
    links_in,
)

LISTED = {"shifanbank.example"}


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://m.shifanbank.example/offer?id=1#top", None),
        ("http://m.shifanbank.example/", Fault.NOT_HTTPS),
        ("HTTPS://m.shifanbank.example/", Fault.NOT_HTTPS),
        ("javascript:alert(1)", Fault.NOT_HTTPS),
        ("https://示范.example/", Fault.NOT_PLAIN),
        ("https://m.shifanbank.example@evil.example/", Fault.NOT_PLAIN),
        ("https://m.shifanbank.example\\@evil.example/", Fault.NOT_PLAIN),
        ("https://m.shifanbank.example/ offer", Fault.NOT_PLAIN),
        ("https://m.shifanbank.example\u200b/", Fault.NOT_PLAIN),
        ("https://m.shifanbank.example:8443/", Fault.NO_HOST),
        ("https://10.0.0.1/", Fault.NO_HOST),
        ("https://[::1]/", Fault.NO_HOST),
        ("https://[::1/", Fault.NO_HOST),
        ("https:///offer", Fault.NO_HOST),
        ("https://shifanbank/", Fault.NO_HOST),
    ],
)
def test_an_address_of_a_page(address: str, fault: Fault | None) -> None:
    assert h5_fault(address) is fault
    assert fault is None or not is_listed(address, LISTED)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("shifanbank://offer/1", None),
        ("https://app.shifanbank.example/offer", None),
        ("weixin://dl/business", Fault.UNKNOWN_SCHEME),
        ("shifanbank:offer", Fault.UNKNOWN_SCHEME),
        ("shifanbank://", Fault.UNKNOWN_SCHEME),
        ("shifanbank://a@b", Fault.NOT_PLAIN),
    ],
)
def test_an_address_of_an_app(address: str, fault: Fault | None) -> None:
    assert app_fault(address, {"shifanbank"}) is fault


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("https://shifanbank.example/", True),
        ("https://M.Shifanbank.Example/", True),
        ("https://notshifanbank.example/", False),
        ("https://shifanbank.example.evil.example/", False),
        ("https://evil.example/?to=shifanbank.example", False),
        ("shifanbank://offer", False),
    ],
)
def test_where_an_address_leads(address: str, listed: bool) -> None:
    assert is_listed(address, LISTED) is listed
    assert is_listed("shifanbank://offer", LISTED, {"shifanbank"})


def test_links_are_found_in_a_text() -> None:
    text = (
        "详见https://evil.example/a?b=1，或 http://x.example/。也见www.evil.example！再见https://evil.example/a?b=1，"
        "App：shifanbank://offer。邮箱 a@b.example 不算，3://4 不算"
    )
    assert links_in(text) == (
        "https://evil.example/a?b=1",
        "http://x.example/",
        "www.evil.example",
        "shifanbank://offer",
    )


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (APP_ID, "wx0a1b2c3d4e5f6071", "wx0A1B2C3D4E5F6071"),
        (APP_ID, "wx0123456789abcdef", "gh_0123456789ab"),
        (PAGE_PATH, "pages/offer/index?id=1&from=a", "/pages/offer"),
        (PAGE_PATH, "index", "https://evil.example/"),
        (PAGE_PATH, "pages/a.html", "pages/../a b"),
    ],
)
def test_names_of_mini_programs(pattern: object, right: str, wrong: str) -> None:
    assert pattern.fullmatch(right)
    assert not pattern.fullmatch(wrong)


def code(ends: str) -> dict[str, object]:
    value = {"words": "群", "picture": {"picture": "a" * 64}, "where": "网点", "expires_at": {"moment": ends}}
    return {
        "value": {"text": "", "pictures": [], "action": [{"id": "1", "type": "group_code", "value": value}]}
    }


def test_the_first_code_to_end_counts() -> None:
    channels = [
        {"type": "moments", **code("2026-03-09T10:00:00Z")},
        {"type": "group", **code("2026-03-08T10:00:00Z")},
        {"type": "one_to_one", "value": {"text": "没有行动", "pictures": []}},
    ]
    assert earliest_code_expiry({"channels": channels}) == datetime(2026, 3, 8, 10, tzinfo=UTC)
    assert earliest_code_expiry({"channels": channels[2:]}) is None


def test_an_unfinished_draft_is_read() -> None:
    value = {"words": "", "address": None}
    found = call_to_action({"id": "1", "type": "h5_link", "value": value})
    assert found is not None
    assert (found.words, found.address, found.expires_at) == ("", "", None)
    assert call_to_action(None) is None


def test_codes_are_the_same_each_time_and_carry_no_markup() -> None:
    address = 'https://m.shifanbank.example/?q="><script>'
    assert svg(address) == svg(address)
    assert png(address) == png(address)
    assert png(address)[:8] == b"\x89PNG\r\n\x1a\n"
    assert png(address) != png("https://m.shifanbank.example/")
    assert "script" not in svg(address)
    assert "style" not in svg(address)
