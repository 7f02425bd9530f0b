"""HTML that people write or paste: one gate at write, the same gate at render.

Why two libraries: docs/decisions/0008-bleach-and-nh3.md.
"""

from collections.abc import Callable, MutableMapping
from typing import Any, cast
from urllib.parse import urlsplit

import nh3
from bleach.linkifier import Linker
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "h3", "h4", "blockquote", "a"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"https", "http", "tel"}

_Attributes = MutableMapping[tuple[str | None, str] | str, str]


def clean(html: str) -> str:
    """Return `html` with nothing left but the tags, attributes and link schemes above."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_absolute,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )


def render(html: str) -> SafeString:
    """Return stored HTML ready for a page. Cleaned again: what is stored may be older than the gate."""
    return mark_safe(clean(html))  # noqa: S308  (nh3 has just cleaned it)


def clean_import(html: str, allowed_domains: frozenset[str]) -> str:
    """Return imported HTML whose links all lead to `allowed_domains` (or below them).

    Bare addresses in the text become links if they are allowed; other links lose their target and keep their
    text.
    """
    linker = Linker(callbacks=[cast("Any", _policy(allowed_domains))], parse_email=False)
    return clean(linker.linkify(clean(html)))


def _absolute(tag: str, name: str, value: str) -> str | None:
    """A link leads outside or dials a number. One without a scheme would lead into this site."""
    leads_out = value.partition(":")[0].lower() in SCHEMES
    return value if name != "href" or leads_out else None


def _policy(allowed: frozenset[str]) -> Callable[[_Attributes, bool], _Attributes | None]:
    def keep(attributes: _Attributes, new: bool = False) -> _Attributes | None:
        host = _host(attributes.get((None, "href"), ""))
        known = any(host == domain or host.endswith(f".{domain}") for domain in allowed)
        return attributes if known else None

    return keep


def _host(address: str) -> str:
    """Return the host of `address`, or nothing where there is none or the address is malformed."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
