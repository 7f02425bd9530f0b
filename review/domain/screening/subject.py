"""What is screened: the words of a piece, passage by passage, and the facts about it that rules ask for."""

from dataclasses import dataclass


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

    `offers_product` is true when the piece puts a product before customers; news and greetings do not, and
    owe no product disclosures. Raises ValueError when two passages share a place.
    """

    kind: str
    product_type: str | None
    risk: str | None
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    passages: tuple[Passage, ...]
    offers_product: bool

    def __post_init__(self) -> None:
        places = [passage.place for passage in self.passages]
        if len(set(places)) != len(places):
            raise ValueError("two passages share a place")
