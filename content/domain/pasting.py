"""Text pasted from Word and official-account (公众号) articles: the structure stays, the rest goes. Pure.

nh3 stands before and behind the reading of the structure, so that nothing but a few plain tags comes out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import groupby

import nh3

from content.domain.hidden_characters import without_hidden
from content.domain.pasted_blocks import (
    BREAKING,
    CELLS,
    BlockKind,
    BlockReader,
    PastedBlock,
    Removed,
)

MOST_CHARACTERS = 2_000_000
TAGS_OUT = {"p", "h3", "ul", "ol", "li", "b", "i", "br"}
_TAGS_IN = {*BREAKING, *CELLS, "b", "strong", "i", "em", "br", "span", "font", "a", "img", "tbody", "thead"}
_ATTRIBUTES_IN = {"*": {"style", "class"}, "img": {"width", "height"}}
_WITH_CONTENT = {"script", "style", "title", "xml", "iframe", "object", "svg"}
_SCRIPT = re.compile(r"<script\b|<iframe\b|<object\b|\son\w+\s*=", re.IGNORECASE)
_SMART_TAG = re.compile(r"<[a-z]\w*:\w+", re.IGNORECASE)
_STYLE = re.compile(r"\s(?:style|class)\s*=|<style\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|div|br|span|section|h[1-6]|ul|ol|table)\b[^<>]*>", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c")
_MANY_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What is kept, and how often each thing was taken out."""

    kept: str
    removed: Mapping[Removed, int]


def clean_text(text: str) -> Pasted:
    """Return plain text without characters that nobody sees; its line breaks stay, as line feeds.

    Spaces that do not break become spaces. Nothing else changes.
    """
    kept, hidden = without_hidden(_LINE_ENDS.sub("\n", text).replace("\u00a0", " "))
    return Pasted(kept, _counted({Removed.HIDDEN_CHARACTERS: hidden}))


def clean_html(html: str) -> Pasted:
    """Return pasted HTML as p, h3, ul, ol with b, i and br; headings of any size become h3.

    The rows of tables become paragraphs. Raises ValueError for more than MOST_CHARACTERS.
    """
    blocks, removed = _read(html)
    markup = "".join(_marked_up(blocks))
    return Pasted(nh3.clean(markup, tags=TAGS_OUT, attributes={}), removed)


def lines_of_html(html: str) -> Pasted:
    """Return pasted HTML as plain lines: list entries with a bullet or their number, line breaks kept."""
    blocks, removed = _read(html)
    return Pasted("\n".join(_lines(blocks)), removed)


def clean_cell(text: str) -> Pasted:
    """Return what a spreadsheet's cell says as plain lines, whether it holds text or pasted HTML."""
    if _MARKUP.search(text) and len(text) <= MOST_CHARACTERS:
        return lines_of_html(text)
    plain = clean_text(text)
    return Pasted(_MANY_EMPTY_LINES.sub("\n\n", plain.kept).strip(), plain.removed)


def _read(html: str) -> tuple[list[PastedBlock], Mapping[Removed, int]]:
    if len(html) > MOST_CHARACTERS:
        raise ValueError("more is pasted than anybody reads")
    visible, hidden = without_hidden(html)
    reader = BlockReader()
    reader.feed(
        nh3.clean(
            visible,
            tags=_TAGS_IN,
            attributes=_ATTRIBUTES_IN,
            clean_content_tags=_WITH_CONTENT,
            link_rel=None,
        )
    )
    reader.close()
    return reader.blocks, _counted(
        {
            Removed.HIDDEN_CHARACTERS: hidden,
            Removed.SCRIPTS: len(_SCRIPT.findall(html)),
            Removed.SMART_TAGS: len(_SMART_TAG.findall(html)),
            Removed.STYLES: len(_STYLE.findall(html)),
            **reader.removed,
        }
    )


def _counted(found: Mapping[Removed, int]) -> Mapping[Removed, int]:
    return {what: found[what] for what in Removed if Counter(found)[what]}


def _marked_up(blocks: list[PastedBlock]) -> Iterator[str]:
    for (kind, _number), group in groupby(blocks, key=lambda one: (one.kind, one.list_number)):
        if kind in {BlockKind.BULLET, BlockKind.NUMBERED}:
            yield f"<{kind}>" + "".join(f"<li>{one.markup}</li>" for one in group) + f"</{kind}>"
        else:
            yield from (f"<{kind}>{one.markup}</{kind}>" for one in group)


def _lines(blocks: list[PastedBlock]) -> Iterator[str]:
    for (kind, _number), group in groupby(blocks, key=lambda one: (one.kind, one.list_number)):
        for position, one in enumerate(group, start=1):
            mark = {BlockKind.BULLET: "• ", BlockKind.NUMBERED: f"{position}. "}.get(kind, "")
            yield mark + _plain(one.markup)


def _plain(markup: str) -> str:
    return unescape(re.sub(r"</?[bi]>", "", markup.replace("<br>", "\n")))
