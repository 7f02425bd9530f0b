"""What an approved document offers, as the gate sees it. Pure."""

from content.domain.document import Document, body_values, channel_texts
from distribution.domain.gate import Offer


def offer_in(document: Document) -> Offer:
    """Return what the gate looks at. Documents from before `is_private` offer nothing private."""
    product = document["product"] or {}
    games = {(value["game"] or {}).get("code") for value in body_values(document, "game")}
    return Offer(
        channels=frozenset(one.channel for one in channel_texts(document)),
        segments=frozenset(document["audience"]["segments"]),
        risk=product.get("risk"),
        product_type=product.get("type"),
        is_private=product.get("is_private", False),
        is_livestream="livestream" in games,
    )
