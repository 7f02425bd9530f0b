"""Which requests for a tracked link come from programs and not from people. Pure."""

import re
from collections.abc import Mapping

PROGRAMS = re.compile(
    r"(?<!cu)bot\b|robot|spider|crawl|slurp|preview|fetch|scan|monitor|headless|phantomjs|lighthouse|archiver"
    r"|wechatshareextension|facebookexternalhit|whatsapp|skypeuripreview|embedly|vkshare|qqshare"
    r"|^(?:curl|wget|python|java|ruby|perl|php|go-http|okhttp|axios|node|libwww|apache-http|dart)\b"
    r"|(?:aiohttp|httpclient|http_request|scrapy)",
    re.IGNORECASE,
)
"""Crawlers of search engines and of WeChat (mpcrawler, WeChatShareExtension), previews, libraries.

A phone's make may end in "bot" (Cubot); WeChat's and WeCom's browsers (MicroMessenger, wxwork) are people.
"""

AHEAD = ("sec-purpose", "purpose", "x-purpose", "x-moz")
"""Headers with which browsers say that nobody has tapped yet."""


def is_of_a_person(method: str, headers: Mapping[str, str]) -> bool:
    """Return whether a request looks like a tap. `headers` answers to names in any case.

    What hides that it is a program is taken for a person: the count is a sign, not a proof.
    """
    agent = headers.get("user-agent", "").strip()
    if method != "GET" or not agent or PROGRAMS.search(agent):
        return False
    told = " ".join(headers.get(name, "").lower() for name in AHEAD)
    return "prefetch" not in told and "preview" not in told and "prerender" not in told
