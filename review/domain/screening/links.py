"""Links in a text, and what is wrong with them."""

import re
from collections.abc import Iterator
from typing import Final

from review.domain.screening.checks import LinkCheck, LinkFault

_TLD: Final = (
    "com|cn|net|org|top|vip|xyz|cc|info|site|online|shop|club|me|io|co|app|link|icu|tv|biz|work|live|pro"
    "|fun|store|ly|im|gd|la|so|run|ltd|ink|win|bid|one|gg|ru|hk|tk|nu"
)
_LINK: Final = re.compile(
    r"(?<![a-z0-9@._-])(?:(?P<scheme>https?)://(?:[a-z0-9._-]{1,60}@)?)?"
    rf"(?P<host>(?:\d{{1,3}}(?:\.\d{{1,3}}){{3}})|(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_TLD})(?![a-z0-9.-]*@|[a-z0-9]))"
    r"(?P<rest>(?::\d{1,5})?(?:[/?#][a-z0-9\-._~%!$&'*+=:@/?#]{0,300})?)"
)
NEEDED: Final = frozenset({"://", *(f"{dot}{tld}" for dot in ".点。" for tld in _TLD.split("|"))})
"""Texts of which every link holds one."""

_SPOKEN_DOT: Final = re.compile(
    rf"(?<=[a-z0-9-])[点。](?=(?:{_TLD}|[a-z0-9-]{{2,40}}[.点。](?:{_TLD}))(?![a-z0-9]))"
)
_ADDRESS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def find(check: LinkCheck, text: str) -> Iterator[tuple[int, int]]:
    """Spans of faulty links in normalised text. A bare address of figures without a scheme is a version."""
    for match in _LINK.finditer(_SPOKEN_DOT.sub(".", text)):
        is_address = bool(_ADDRESS.fullmatch(match["host"]))
        if is_address and not match["scheme"]:
            continue
        if _faulty(check, match["host"], match["scheme"], is_address=is_address):
            yield match.span()


def within(host: str, domains: tuple[str, ...]) -> bool:
    """Whether the host is one of the domains or below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _faulty(check: LinkCheck, host: str, scheme: str | None, *, is_address: bool) -> bool:
    match check.fault:
        case LinkFault.ip:
            return is_address
        case LinkFault.insecure:
            return scheme == "http"
        case LinkFault.shortener:
            return within(host, check.shorteners)
        case LinkFault.lookalike:
            return not within(host, check.allowed) and any(brand in host for brand in check.brands)
        case LinkFault.not_allowed:
            return not within(host, check.allowed)
