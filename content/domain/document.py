"""Reading a canonical document: the one shape that officers, readers, search and screening share.

A leaf that is a plain string is text that people read. Everything else says what it is by its single key:
{"code": ...}, {"decimal": ...}, {"date": ...}, {"moment": ...}, {"html": ...}, {"picture": <sha256>},
{"link": ...}, {"fact": {...}}, {"codes": <codes, blanks between>}.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from content.domain.links import CallToAction, call_to_action

SCHEMA = 1
_SHAPES = frozenset({"code", "decimal", "date", "moment", "picture", "link", "fact", "codes"})
FOR_PERSONAS = "for_personas"
"""The part of a channel that says for which personas its wordings are, each entry by the id of its wording.
Absent where none is marked."""
MAIN_WORDING = "main"
"""What the channel's own text is called there."""
_TAG = re.compile(r"<[^>]*>")

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the document at its place, such as "title" or "channels/<block id>/text"."""

    place: str
    text: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class ChannelText:
    """What is sent on one channel: its text, the SHA-256 of its pictures in order, what it asks for.

    `variants` are other wordings, of which one may be sent in the place of `text`; `action_block` is the call
    to action as it was frozen. `personas` says for which persona types each of `wordings` is; nothing means
    for everybody.
    """

    channel: str
    block_id: str
    text: str
    pictures: tuple[str, ...]
    variants: tuple[str, ...] = ()
    action_block: Mapping[str, Any] | None = None
    personas: tuple[tuple[str, ...], ...] = ((),)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every text of which one is sent; the first is the main one."""
        return (self.text, *self.variants)

    @property
    def action(self) -> CallToAction | None:
        return call_to_action(self.action_block)


def passages(document: Document) -> Iterator[Passage]:
    """Yield every text that a person may read, in reading order."""
    yield Passage("title", document["title"], None)
    for block in document["body"]:
        yield from _texts(block["value"], f"body/{block['id']}", None)
    for block in document["channels"]:
        for name, part in block["value"].items():
            place = f"channels/{block['id']}/{name}"
            yield from _texts(part, place, None if name == "action" else block["type"])


def channel_texts(document: Document) -> tuple[ChannelText, ...]:
    """Return what is sent, one entry a channel."""
    return tuple(
        ChannelText(
            channel=block["type"],
            block_id=block["id"],
            text=block["value"]["text"],
            pictures=tuple(item["value"]["picture"] for item in block["value"]["pictures"] if item["value"]),
            variants=tuple(item["value"] for item in block["value"].get("variants", ())),
            action_block=next(iter(block["value"].get("action", ())), None),
            personas=tuple(_personas(block["value"])),
        )
        for block in document["channels"]
    )


def _personas(sent: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    marks = {item["id"]: tuple(item["value"]["codes"].split()) for item in sent.get(FOR_PERSONAS, ())}
    yield marks.get(MAIN_WORDING, ())
    for item in sent.get("variants", ()):
        yield marks.get(item["id"], ())


def channel_text(document: Document, channel: str) -> ChannelText | None:
    """Return what is sent on `channel`, or None if the document has nothing for it."""
    return next((found for found in channel_texts(document) if found.channel == channel), None)


def with_text(document: Document, channel: str, text: str) -> Document:
    """Return `document` as if `text` stood on `channel`."""
    return {
        **document,
        "channels": [
            {**block, "value": {**block["value"], "text": text}} if block["type"] == channel else block
            for block in document["channels"]
        ],
    }


def body_values(document: Document, block_type: str) -> list[Any]:
    """Return the values of the body's blocks of one type, in order."""
    return [block["value"] for block in document["body"] if block["type"] == block_type]


def pictures(document: Document) -> tuple[str, ...]:
    """Return the SHA-256 of every picture that the document lists as its media."""
    return tuple(entry["sha256"] for entry in document["media"])


def files(document: Document) -> tuple[str, ...]:
    """Return the SHA-256 of every file of the document: its pictures and what was made of them."""
    return tuple(
        sha256
        for entry in document["media"]
        for sha256 in (entry["sha256"], *(one["sha256"] for one in entry["derivatives"]))
    )


def valid_from(document: Document) -> datetime:
    """Return when the document starts to hold."""
    return datetime.fromisoformat(document["validity"]["from"])


def valid_until(document: Document) -> datetime:
    """Return when the document stops to hold; that moment itself is outside."""
    return datetime.fromisoformat(document["validity"]["until"])


def plain_text(markup: str) -> str:
    """Return the text of sanitised HTML, a line for each block element."""
    lines = re.sub(r"</(?:p|li|h3|h4|blockquote)>|<br\s*/?>", "\n", markup)
    return html.unescape(_TAG.sub("", lines)).strip()


def is_leaf(value: Any) -> bool:
    """Return whether `value` is one text, figure, date, picture or the like, and not a list or a struct."""
    if isinstance(value, Mapping):
        return set(value) == {"html"} or _is_typed(value)
    return not isinstance(value, list)


def _texts(value: Any, place: str, channel: str | None) -> Iterator[Passage]:
    if isinstance(value, str):
        if value:
            yield Passage(place, value, channel)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item["value"], f"{place}/{item['id']}", channel)
    elif isinstance(value, Mapping) and set(value) == {"html"}:
        yield Passage(place, plain_text(value["html"]), channel)
    elif isinstance(value, Mapping) and not _is_typed(value):
        for name, item in value.items():
            yield from _texts(item, f"{place}/{name}", channel)


def _is_typed(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value)) in _SHAPES
