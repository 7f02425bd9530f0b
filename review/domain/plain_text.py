"""A text by itself, as screening sees it: what a customer would receive, with what is known of it."""

from dataclasses import dataclass
from typing import Final

from review.domain.screening.rules import UNSPECIFIED
from review.domain.screening.subject import Passage, Subject

ANY_PRODUCT: Final = frozenset({"any", UNSPECIFIED})
"""Words for a product that stand for any."""

_MARKET: Final = ("market", "market_note")
_CHANNEL: Final = "moments"


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of a text besides its words, as codes; empty is unknown."""

    kind: str = ""
    product: str = ""
    channel: str = ""
    segment: str = ""
    risk: str = ""


def subject_of(text: str, fields: Fields, label: str) -> Subject:
    """Return the text as screening sees it, called `label`; whether it offers a product its words decide.

    Of no channel it is read as a piece for moments, and talk about the market is a market note.
    """
    return Subject(
        kind=fields.kind or (_MARKET[1] if fields.product == _MARKET[0] else ""),
        product_type=None if fields.product in {"", *ANY_PRODUCT} else fields.product,
        risk=fields.risk or None,
        segments=(fields.segment,) if fields.segment else (),
        channels=(fields.channel,) if fields.channel else (),
        passages=(Passage("text", label, text, fields.channel or _CHANNEL),),
        offers_product=None,
    )
