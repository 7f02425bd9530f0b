"""What is screened: the words of a piece, passage by passage, and the facts about it that rules ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Fact = str | int | float | bool | tuple["Fact", ...] | None
"""A fact about product, picture, campaign, review ...; dates are ISO texts."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the piece.

    `place` is an opaque address, unique in the piece (`title`, `channels/<block id>/text`); `label` is its
    name for people. `channel` is set when this text by itself is what a customer receives through that
    channel, so that required disclosures must stand in it; it is None for everything else (title, headlines,
    figures, a button's words).
    """

    place: str
    label: str
    text: str
    channel: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A piece as screening sees it; kind, product type, risk, segments and channels are content's codes.

    `offers_product` is true when the piece puts a product before customers, false when it does not (news and
    greetings owe no product disclosures), None when its words shall decide. An empty `kind` is unknown.
    `facts` are known facts by group and name (`{"product": {"age_days": 90}}`); a group that is not given is
    unknown, and no rule about it applies. `at` is the day for which it is screened.
    Raises ValueError when two passages share a place.
    """

    kind: str
    product_type: str | None
    risk: str | None
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    passages: tuple[Passage, ...]
    offers_product: bool | None
    facts: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    at: date | None = None

    def __post_init__(self) -> None:
        places = [passage.place for passage in self.passages]
        if len(set(places)) != len(places):
            raise ValueError("two passages share a place")
