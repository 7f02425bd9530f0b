"""The line that a manager may put before an approved text. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from content.domain.document import Document, body_values, channel_text
from content.domain.hidden_characters import without_hidden
from content.domain.links import links_in
from content.domain.merge import BRANCH, MANAGER, fields_in

MOST_CHARACTERS = 60

SCENES = frozenset({"greeting", "welcome", "holiday"})
"""The scenes of scripts that open a conversation: their short wordings may stand before another text."""


class Flaw(StrEnum):
    """Why words cannot be an opening line."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    WITH_LINK = "with_link"
    WITH_FIELD = "with_field"


class Unfit(ValueError):
    """The words cannot be an opening line, whatever they say."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class ApprovedLine:
    """An approved wording of a script as opening line, by its number on the channel."""

    wording: int
    text: str


def approved_lines(document: Document, channel: str) -> Iterator[ApprovedLine]:
    """Yield what of an approved script may open a text on `channel`: its wordings there that are one short
    line, if its scene is one that opens. A line may name the manager and the branch, and no link.
    """
    scenes = {value["script_scene"]["code"] for value in body_values(document, "script_scene")}
    text = channel_text(document, channel)
    if text is None or not scenes & SCENES:
        return
    for number, wording in enumerate(text.wordings):
        line = wording.strip()
        fits = 0 < len(line) <= MOST_CHARACTERS and len(line.splitlines()) == 1
        if fits and set(fields_in(line)) <= {MANAGER, BRANCH} and not links_in(line):
            yield ApprovedLine(number, line)


def free_line(typed: str) -> str:
    """Return what a manager typed as one clean line, without hidden characters. Raises Unfit."""
    line = " ".join(without_hidden(typed)[0].split())
    if not line:
        raise Unfit(Flaw.EMPTY)
    if len(line) > MOST_CHARACTERS:
        raise Unfit(Flaw.TOO_LONG)
    if links_in(line):
        raise Unfit(Flaw.WITH_LINK)
    if fields_in(line):
        raise Unfit(Flaw.WITH_FIELD)
    return line


def opened(line: str, text: str) -> str:
    """Return `text` with the line before it."""
    return f"{line}\n{text}" if line else text
