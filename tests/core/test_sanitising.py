import pytest

from core import sanitising

ALLOWED = frozenset({"example.com"})


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>稳健 <b>配置</b></p>", "<p>稳健 <b>配置</b></p>"),
        ("<script>alert(1)</script>早安", "早安"),
        ('<p onclick="x()">早安</p>', "<p>早安</p>"),
        ('<p style="position:fixed" class="x">早安</p>', "<p>早安</p>"),
        ('<img src=x onerror="x()">早安', "早安"),
        ('<svg onload="x()"><a href="https://example.com">早安</a></svg>', ""),
        ('<a href="javascript:alert(1)">早安</a>', '<a rel="noopener nofollow">早安</a>'),
        ('<a href="data:text/html,x">早安</a>', '<a rel="noopener nofollow">早安</a>'),
        ('<a href="tel:95500">电话</a>', '<a href="tel:95500" rel="noopener nofollow">电话</a>'),
        ("<p>未闭合", "<p>未闭合</p>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_only_the_named_tags_attributes_and_schemes_are_left(html: str, left: str) -> None:
    assert sanitising.clean(html) == left


def test_cleaning_twice_changes_nothing() -> None:
    once = sanitising.clean('<p>早安 <a href="https://example.com/a?b=1&c=2">点这里</a></p>')
    assert sanitising.clean(once) == once


def test_what_is_stored_is_cleaned_again_at_render() -> None:
    rendered = sanitising.render("<b>早安</b><script>alert(1)</script>")
    assert rendered == "<b>早安</b>"
    assert rendered.__html__() == rendered


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (
            "见 https://example.com/a",
            '见 <a href="https://example.com/a" rel="noopener nofollow">https://example.com/a</a>',
        ),
        (
            "见 https://m.example.com",
            '见 <a href="https://m.example.com" rel="noopener nofollow">https://m.example.com</a>',
        ),
        ("见 https://example.org", "见 https://example.org"),
        ("见 https://anexample.com", "见 https://anexample.com"),
        ('<a href="https://example.com.example.org">活动</a>', "活动"),
        ('<a href="https://example.com@example.org">活动</a>', "活动"),
        ('<a href="//example.org">活动</a>', "活动"),
        ('<a href="https://[broken">活动</a>', "活动"),
        (
            '<a href="HTTPS://EXAMPLE.COM/a">活动</a>',
            '<a href="HTTPS://EXAMPLE.COM/a" rel="noopener nofollow">活动</a>',
        ),
    ],
)
def test_imported_links_lead_to_allowed_domains_only(html: str, left: str) -> None:
    assert sanitising.clean_import(html, ALLOWED) == left
