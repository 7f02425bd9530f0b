"""Fields in approved texts that are filled in for each manager, such as {客户经理}. Pure.

What is approved is the text with its fields; whoever fills them in can put nothing else in.
"""

import re
from collections.abc import Mapping

MANAGER, BRANCH, LINK = "客户经理", "网点", "链接"

FIELDS = (MANAGER, BRANCH, LINK)
"""The manager's name, the branch's short name, the tracked address of the call to action."""

SAMPLE: Mapping[str, str] = {MANAGER: "王小明", BRANCH: "桃园支行", LINK: "https://bank.example/l/…"}
"""What previews show."""

WIDEST: Mapping[str, str] = {MANAGER: "名" * 40, BRANCH: "点" * 20, LINK: "x" * 120}
"""The longest that may come in their place: names are no longer in people's tables."""

_FIELD = re.compile(r"\{([^{}\s]{1,20})\}")


def fields_in(text: str) -> tuple[str, ...]:
    """Return the names in braces, each once, in the order of the text, known or not."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with `values` in the place of their fields. A value that looks like a field stays as it
    is, and what is no field of `values` does too: texts from before there were fields may hold braces.
    """
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)
