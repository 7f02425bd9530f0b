"""What the one command prints when everything runs: addresses and log-ins, in Chinese and English."""

import unicodedata
from collections.abc import Iterable, Sequence
from importlib import import_module

HEADINGS = ("角色 Role", "用户名 User", "密码 Password", "入口 Where")


def welcome(base: str) -> str:
    """Return the text for a site at `base`, such as http://127.0.0.1:8000."""
    logins = import_module("cms.demo.seed").LOGINS
    rows = [HEADINGS, *((str(role), user, password, where) for role, user, password, where in logins)]
    return "\n".join(
        [
            "",
            "内容武器库已就绪。 Armoury is ready.",
            "",
            f"  客户经理门户 Portal   {base}/",
            f"  管理后台     Admin    {base}/admin/",
            "",
            *table(rows),
            "",
            "按 Ctrl-C 停止。 Press Ctrl-C to stop.",
            "",
        ]
    )


def table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield `rows`, the first being headings, in aligned columns; a Chinese character is two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        yield (
            "  "
            + "  ".join(
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )
        if number == 0:
            yield "  " + "  ".join("-" * width for width in widths)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
