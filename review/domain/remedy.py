"""What can be done about a finding at a press: the words that its suggestion would put there."""

import re
from dataclasses import dataclass

from review.domain.screening.result import PIECE, Finding

_REPLACED = re.compile(r"改(?:为|用|成|作|写为)?“([^“”]+)”[。.]?")
_ADDED = re.compile(r"(?:加|补|增加|补充|加上|写)“([^“”]+)”[。.]?")
_TAKEN_OUT = re.compile(r"(?:删除|删去|去除|去掉)[。.]?")
_LEFT_OPEN = re.compile(r"X|/|(?<![A-Za-z])[RC]n|…|\.\.\.|【|\[")
"""What somebody still has to fill in or to choose: “由XX发行”, “Rn 适合 Cn”."""
_NAMED = re.compile(r"(?=.*、)[^，,。；]{1,14}")
"""A few things that are to be written about, no sentence: “年利率、期限、起存金额”."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """`words` take the place of what was found; for a missing text (`is_added`) they go to the passage's end.

    Empty words take out what was found.
    """

    words: str
    is_added: bool


def remedy_of(finding: Finding) -> Remedy | None:
    """Return what the suggestion of `finding` says word for word, or None if it leaves anything open.

    A whole suggestion must say it: `改为“…”。`, `加“…”。` or `删除。` and no more.
    """
    if finding.place == PIECE:
        return None
    suggestion = finding.suggestion.strip()
    is_added = finding.start == finding.end
    if not is_added and _TAKEN_OUT.fullmatch(suggestion):
        return Remedy("", is_added=False)
    told = (_ADDED if is_added else _REPLACED).fullmatch(suggestion)
    if told is None or _LEFT_OPEN.search(told[1]) or _NAMED.fullmatch(told[1]):
        return None
    return Remedy(told[1], is_added)
