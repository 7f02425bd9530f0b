"""Reading the library: TOML files that people of the bank can edit, one file a piece."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """What a piece says on one channel, and its pictures by their names in the library."""

    text: str
    pictures: tuple[str, ...] = ()


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
class Piece:
    """A component as it is written, and what becomes of it.

    `valid` holds two moments, `body` block names and their values; these and all dates in texts are told from
    `day` days after the timetable's day, the moments of the story from that day itself. `successor` holds the
    fields that the second writing changes.
    """

    code: str
    kind: str
    branch: str
    title: str
    segments: tuple[str, ...]
    valid: tuple[str, ...]
    body: Mapping[str, Any]
    channels: Mapping[str, ChannelWords]
    story: tuple[Event, ...]
    day: int = 0
    product: str = ""
    voice: str = "expert"
    tier: str = "basic"
    successor: Mapping[str, Any] = field(default_factory=dict)

    def writing(self, number: int) -> "Piece":
        """Return the piece as the first or the second writing has it."""
        return replace(self, **self.successor) if number > 1 else self


def table(name: str) -> dict[str, Any]:
    """Return the content of a file of the library, such as "people". Raises OSError, TOMLDecodeError."""
    return _parsed(LIBRARY / f"{name}.toml")


@cache
def pieces() -> tuple[Piece, ...]:
    """Return every piece of the library, by the names of the files. Raises TypeError for an unknown key."""
    return tuple(_piece(_parsed(path)) for path in sorted((LIBRARY / "pieces").glob("*.toml")))


@cache
def _parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _piece(data: Mapping[str, Any]) -> Piece:
    fields = {**_writing(data), "story": tuple(Event(**one) for one in data["story"])}
    return Piece(**{**fields, "successor": _writing(data.get("successor", {}))})


def _writing(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a writing with lists made tuples and channels made ChannelWords."""
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    if "channels" in fields:
        fields["channels"] = {
            name: ChannelWords(words["text"].strip(), tuple(words.get("pictures", ())))
            for name, words in data["channels"].items()
        }
    return fields
