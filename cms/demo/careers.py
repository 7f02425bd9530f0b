"""The story of a piece whose career the library tells in short."""

import hashlib
from collections.abc import Iterator, Sequence

from cms.demo.reading import Career, Event, Piece, table
from cms.demo.staff import colleague
from review.domain.levels import required_levels
from review.enums import ROLE_OF_LEVEL, Level

LEVELS_AT = ((0, 690), (1, 570), (1, 900))
"""Days after the writing and minutes after midnight at which the levels decide."""


def story_of(piece: Piece) -> tuple[Event, ...]:
    """Return what happens to `piece`, in order. Raises LookupError if nobody may decide at a level."""
    return piece.story or (tuple(_told(piece, piece.career)) if piece.career else ())


def issues(piece: Piece) -> bool:
    """Whether the story of `piece` leads to an edition that time may end."""
    return story_of(piece)[-1].do in {"approve", "recall"}


def levels_of(piece: Piece) -> tuple[Level, ...]:
    """Return the levels that review asks of `piece`."""
    known = {one["code"]: one for one in table("products")["products"]}
    product = known.get(piece.product, {})
    found = required_levels(piece.kind, product.get("product_type"), product.get("risk"))
    return tuple(Level(code) for code in found)


def _told(piece: Piece, career: Career) -> Iterator[Event]:
    draw = _draw(piece.code)
    editor = career.by or colleague(piece.branch, "editor")
    levels = levels_of(piece)
    passed = len(levels) if career.ends in {"approve", "recall"} else career.passed
    yield Event(_moment(career.on, 525 + draw % 40), "write", editor)
    if career.ends == "write":
        return
    yield Event(_moment(career.on, 590 + draw % 50), "submit", editor)
    for level, (days, minute) in zip(levels[:passed], LEVELS_AT, strict=False):
        officer = colleague(piece.branch, ROLE_OF_LEVEL[level])
        yield Event(_moment(career.on + days, minute + draw % 45), "approve", officer, _remark(level, piece))
    if career.ends in {"return", "refuse"}:
        days, minute = LEVELS_AT[passed]
        officer = colleague(piece.branch, ROLE_OF_LEVEL[levels[passed]])
        yield Event(_moment(career.on + days, minute + 47), career.ends, officer, career.reasons)
    elif career.ends == "withdraw":
        yield Event(_moment(career.on, 930 + draw % 40), "withdraw", editor)
    elif career.ends == "recall":
        officer = colleague(piece.branch, "officer")
        yield Event(career.recalled, "recall", officer, career.reasons, career.correction)


def _remark(level: Level, piece: Piece) -> str:
    remarks = table("remarks")[level]
    fitting: Sequence[str] = remarks.get(piece.kind, remarks["any"])
    return fitting[_draw(piece.code) % len(fitting)]


def _moment(day: int, minute: int) -> str:
    return f"{day} {minute // 60:02}:{minute % 60:02}"


def _draw(code: str) -> int:
    """Return a number that is the same for the same piece."""
    return int.from_bytes(hashlib.sha256(code.encode()).digest()[:4])
