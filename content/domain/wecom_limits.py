"""What WeCom takes, so that an editor learns of it while writing and not when a manager sends.

Sources: developer pages 96351 (moments: 2,000 characters, 4,000 bytes, nine pictures), 92135 (mass send:
4,000 bytes, nine attachments).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Excess(StrEnum):
    """Which limit a text or its pictures exceed."""

    CHARACTERS = "characters"
    BYTES = "bytes"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a channel takes; None where only the other limit counts."""

    characters: int | None
    octets: int
    pictures: int = 9


LIMITS: Mapping[str, Limits] = {
    "moments": Limits(characters=2000, octets=4000),
    "group": Limits(characters=None, octets=4000),
    "one_to_one": Limits(characters=None, octets=4000),
}


def excesses(channel: str, text: str, pictures: int) -> list[tuple[Excess, int, int]]:
    """Return (limit, what there is, what is allowed) for each limit of `channel` that is exceeded.

    Line ends count as one character, as WeCom receives them.
    """
    limits, sent = LIMITS[channel], text.replace("\r\n", "\n")
    octets = len(sent.encode("utf-8", "surrogatepass"))
    found: list[tuple[Excess, int, int]] = []
    if limits.characters is not None and len(sent) > limits.characters:
        found.append((Excess.CHARACTERS, len(sent), limits.characters))
    if octets > limits.octets:
        found.append((Excess.BYTES, octets, limits.octets))
    if pictures > limits.pictures:
        found.append((Excess.PICTURES, pictures, limits.pictures))
    return found
