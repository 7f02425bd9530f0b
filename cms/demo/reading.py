"""Reading the library: TOML files that people of the bank can edit, one piece or many of one sort a file."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """What a piece says on one channel, in how many wordings, its pictures by their names in the library, and
    its call to action: a block's name under "type", and its value. A wording for some personas is a table of
    `text` and `for_personas`.
    """

    text: str
    pictures: tuple[str, ...] = ()
    variants: tuple[str | Mapping[str, Any], ...] = ()
    action: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a piece: when, what, by whom (a user name), and their words."""

    at: str
    do: str
    by: str
    reasons: str = ""
    correction: str = ""
    justification: str = ""


@dataclass(frozen=True, slots=True)
class Career:
    """What becomes of a piece in short: `cms.demo.careers` tells it in full.

    Begun so many days after the timetable's day, passed by so many levels, and then `ends`: "write",
    "submit", "withdraw", "return", "refuse", "approve" or "recall". "approve" and "recall" pass all levels.
    """

    on: int
    ends: str = "approve"
    passed: int = 0
    by: str = ""
    reasons: str = ""
    correction: str = ""
    recalled: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A component as it is written, and what becomes of it: a story, or a career.

    `valid` holds two moments, `body` block names and their values; these and all dates in texts are told from
    `day` days after the timetable's day, the moments of the story from that day itself. A piece with `falls`,
    such as "10-01", has the next such day for its day. `successor` holds the fields that the second writing
    changes. `partner` says from which institution the material is and under which approval, `sent` what a
    customer manager sent in of which the piece was made (cms.demo.customers).
    """

    code: str
    kind: str
    branch: str
    title: str
    segments: tuple[str, ...]
    valid: tuple[str, ...]
    body: Mapping[str, Any]
    channels: Mapping[str, ChannelWords]
    story: tuple[Event, ...] = ()
    career: Career | None = None
    day: int = 0
    falls: str = ""
    product: str = ""
    column: str = ""
    voice: str = "expert"
    tier: str = "basic"
    successor: Mapping[str, Any] = field(default_factory=dict)
    partner: Mapping[str, Any] = field(default_factory=dict)
    sent: Mapping[str, Any] = field(default_factory=dict)

    def writing(self, number: int) -> "Piece":
        """Return the piece as the first or the second writing has it."""
        return replace(self, **self.successor) if number > 1 else self


def table(name: str) -> dict[str, Any]:
    """Return the content of a file of the library, such as "people". Raises OSError, TOMLDecodeError."""
    return _parsed(LIBRARY / f"{name}.toml")


@cache
def pieces() -> tuple[Piece, ...]:
    """Return every piece of the library, by the names of the files. Raises TypeError for an unknown key."""
    return tuple(one for path in sorted((LIBRARY / "pieces").rglob("*.toml")) for one in _pieces(path))


@cache
def stock(name: str) -> tuple[Piece, ...]:
    """Return the pieces of one file of the library, such as "columns/noon". Raises like `pieces`."""
    return tuple(_pieces(LIBRARY / f"{name}.toml"))


def filled(text: str, words: Mapping[str, str]) -> str:
    """Put the words in the place of their <names>; dates in braces wait until the piece is written."""
    for name, value in words.items():
        text = text.replace(f"<{name}>", value)
    return text.strip()


@cache
def _parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _pieces(path: Path) -> Iterator[Piece]:
    """Yield the pieces of a file: itself, or its [[pieces]], which share what stands above them."""
    data = dict(_parsed(path))
    for one in data.pop("pieces", [{}]):
        yield _piece({**data, **one})


def _piece(data: Mapping[str, Any]) -> Piece:
    fields = {**_writing(data), "story": tuple(Event(**one) for one in data.get("story", ()))}
    if "career" in data:
        fields["career"] = Career(**data["career"])
        fields.setdefault("valid", _valid(fields["career"], fields.pop("holds", 180)))
    return Piece(**{**fields, "successor": _writing(data.get("successor", {}))})


def _valid(career: Career, days: int) -> tuple[str, str]:
    return f"{career.on + 1} 00:00", f"{career.on + 1 + days} 00:00"


def _writing(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a writing: lists made tuples, channels made ChannelWords, <names> filled in.

    Names are those of the body's texts and of `words`, which holds what stands in channels only.
    """
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    words = {**dict(_words("", fields.get("body", {}))), **fields.pop("words", {})}
    if "title" in fields:
        fields["title"] = filled(fields["title"], words)
    if "channels" in fields:
        fields["channels"] = {name: _channel(channel, words) for name, channel in data["channels"].items()}
    return fields


def _channel(data: Mapping[str, Any], words: Mapping[str, str]) -> ChannelWords:
    return ChannelWords(
        text=filled(data["text"], words),
        pictures=tuple(data.get("pictures", ())),
        variants=tuple(_wording(one, words) for one in data.get("variants", ())),
        action=data.get("action", {}),
    )


def _wording(data: str | Mapping[str, Any], words: Mapping[str, str]) -> str | Mapping[str, Any]:
    if isinstance(data, str):
        return filled(data, words)
    return {**data, "text": filled(data["text"], words)}


def _words(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield by their names what texts may repeat of the body; of several entries alike the first."""
    if isinstance(value, str):
        yield name, value.strip()
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield name, "\n".join(f"{number}. {one.strip()}" for number, one in enumerate(value, start=1))
    elif isinstance(value, list):
        yield from _words(name, value[0])
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _words(key, one)
