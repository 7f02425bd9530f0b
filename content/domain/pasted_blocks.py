"""The structure of pasted HTML: paragraphs, headings and lists with their bold and italic words. Pure.

What Word and official-account (公众号) articles put on the clipboard says structure in many ways; here it
becomes few blocks. The HTML has been through nh3 before, so tags are closed and scripts are gone.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from html.parser import HTMLParser

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol"})
BREAKING = (
    HEADINGS
    | LISTS
    | {
        *("p", "div", "section", "article", "blockquote", "li", "dl", "dt", "dd", "pre", "table", "tr"),
        *("figure", "figcaption", "header", "footer", "main", "aside", "center", "hr"),
    }
)
"""Tags at whose beginning and end a line ends."""

CELLS = frozenset({"td", "th"})
CELL_BREAK = " | "
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_HIDES = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|(?<![-\w])font-size\s*:\s*0(?![.\d]*[1-9])")
_BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(bold|bolder|[6-9]00)")
_NOT_BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(normal|lighter|[1-4]00)")
_ITALIC = re.compile(r"(?<![-\w])font-style\s*:\s*italic")
_WORD_LIST = re.compile(r"mso-list\s*:\s*(?!ignore)")
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore")
_NUMBERED = re.compile(r"[（(]?(\d+|[a-zA-Z]|[一二三四五六七八九十]+)[.)、）．]")


class Removed(StrEnum):
    """What was taken out of a pasted text, for the words beside it."""

    HIDDEN_CHARACTERS = "hidden_characters"
    HIDDEN_TEXT = "hidden_text"
    SCRIPTS = "scripts"
    SMART_TAGS = "smart_tags"
    STYLES = "styles"
    LINKS = "links"
    PIXELS = "pixels"
    PICTURES = "pictures"
    TABLES = "tables"


class BlockKind(StrEnum):
    PARAGRAPH = "p"
    HEADING = "h3"
    BULLET = "ul"
    NUMBERED = "ol"


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """One block: its markup with nothing but b, i and br inside, and which list it belongs to."""

    kind: BlockKind
    markup: str
    list_number: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    skipped: bool = False
    bold: bool = False
    italic: bool = False
    word_mark: bool = False


class BlockReader(HTMLParser):
    """Feed it cleaned HTML, close it, and take `blocks` and `removed`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[PastedBlock] = []
        self.removed: Counter[Removed] = Counter()
        self._open: list[_Open] = [_Open("")]
        self._markup = ""
        self._mark = ""
        self._is_word_item = False
        self._list_number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").lower() for name, value in attrs}
        if tag == "br":
            self._markup += "<br>"
        elif tag == "img":
            self.removed[Removed.PIXELS if _is_a_pixel(given) else Removed.PICTURES] += 1
        elif tag == "hr":
            self._end_line()
        else:
            self._begin(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) < 2 or self._open[-1].tag != tag:
            return
        if tag in CELLS:
            self._markup += CELL_BREAK
        elif tag in BREAKING:
            self._end_line()
        self._open.pop()

    def handle_data(self, data: str) -> None:
        now = self._open[-1]
        if now.word_mark:
            self._mark += data
        elif not now.skipped:
            text = escape(_SPACE.sub(" ", data), quote=False)
            if now.italic and text.strip():
                text = f"<i>{text}</i>"
            self._markup += f"<b>{text}</b>" if now.bold and text.strip() else text

    def close(self) -> None:
        super().close()
        self._end_line()

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        around, style = self._open[-1], given.get("style", "")
        if tag in BREAKING:
            self._end_line()
        if tag in LISTS:
            self._list_number += 1
        if tag == "p":
            self._is_word_item = bool(_WORD_LIST.search(style)) or "msolistparagraph" in given.get(
                "class", ""
            )
        self.removed[Removed.TABLES] += tag == "table"
        self.removed[Removed.LINKS] += tag == "a"
        hides = bool(_HIDES.search(style))
        self.removed[Removed.HIDDEN_TEXT] += hides and not around.skipped
        emphasised = around.bold or tag in {"b", "strong"} or bool(_BOLD.search(style))
        self._open.append(
            _Open(
                tag,
                skipped=around.skipped or hides,
                bold=emphasised and not _NOT_BOLD.search(style),
                italic=around.italic or tag in {"i", "em"} or bool(_ITALIC.search(style)),
                word_mark=around.word_mark or bool(_WORD_MARK.search(style)),
            )
        )

    def _end_line(self) -> None:
        tags = [one.tag for one in self._open]
        if "tr" in tags and tags[-1] != "tr":
            self._markup += " "
            return
        markup = _tidy(self._markup)
        if markup:
            self.blocks.append(PastedBlock(self._kind(tags), markup, self._list_number))
        self._markup = self._mark = ""

    def _kind(self, tags: list[str]) -> BlockKind:
        if HEADINGS & set(tags):
            return BlockKind.HEADING
        if "li" in tags:
            nearest = next((tag for tag in reversed(tags) if tag in LISTS), "ul")
            return BlockKind(nearest)
        if self._is_word_item and self._mark.strip():
            return BlockKind.NUMBERED if _NUMBERED.match(self._mark.strip()) else BlockKind.BULLET
        return BlockKind.PARAGRAPH


def _is_a_pixel(given: dict[str, str]) -> bool:
    return any(given.get(side, "").removesuffix("px") in {"0", "1", "2"} for side in ("width", "height"))


def _tidy(markup: str) -> str:
    joined = markup.replace("</b><b>", "").replace("</i><i>", "")
    lines = [_SPACE.sub(" ", line).strip().removesuffix("|").rstrip() for line in joined.split("<br>")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "<br>".join(lines)
