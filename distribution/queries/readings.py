"""What lists show of an edition, read from its approved bytes.

Those never change, so what was read once is kept under the edition's hash. Who may see an edition is never
kept.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache

from content.domain.document import channel_texts, valid_until
from distribution.domain.gate import Offer
from distribution.domain.offers import offer_in
from distribution.domain.pictures import derivatives
from review.models import Edition
from review.models.candidate import TamperedContent

logger = logging.getLogger(__name__)

EXCERPT = 90
_KEPT = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What a card shows. `thumbnail` is the hash of the first picture's small derivative."""

    edition_sha256: str
    public_id: UUID
    kind: str
    title: str
    risk: str | None
    valid_until: datetime
    channels: tuple[str, ...]
    segments: tuple[str, ...]
    offer: Offer
    excerpt: str
    thumbnail: str | None


def readings_of(hashes: Mapping[int, str]) -> dict[int, Reading]:
    """Return the readings of editions, given and returned by primary key. One query for those not kept yet.

    An edition whose bytes were tampered with is left out and logged.
    """
    kept: dict[str, Reading] = cache.get_many([_key(digest) for digest in hashes.values()])
    missing = [pk for pk, digest in hashes.items() if _key(digest) not in kept]
    if missing:
        fresh = _read(missing)
        cache.set_many(fresh, _KEPT)
        kept |= fresh
    return {pk: kept[_key(digest)] for pk, digest in hashes.items() if _key(digest) in kept}


def _key(edition_sha256: str) -> str:
    return f"reading:2:{edition_sha256}"


def _read(primary_keys: Sequence[int]) -> dict[str, Reading]:
    found = {}
    for edition in Edition.objects.filter(pk__in=primary_keys).select_related("candidate"):
        try:
            found[_key(edition.edition_sha256)] = _reading(edition)
        except TamperedContent:
            logger.exception("%s was tampered with and is not shown", edition.ledger_subject)
    return found


def _reading(edition: Edition) -> Reading:
    document = edition.content
    texts = channel_texts(document)
    small = derivatives(document, "thumbnail")
    words = " ".join(texts[0].text.split()) if texts else ""
    product = document["product"] or {}
    return Reading(
        edition_sha256=edition.edition_sha256,
        public_id=UUID(json.loads(bytes(edition.certificate))["edition"]),
        kind=document["kind"],
        title=document["title"],
        risk=product.get("risk"),
        valid_until=valid_until(document),
        channels=tuple(text.channel for text in texts),
        segments=tuple(document["audience"]["segments"]),
        offer=offer_in(document),
        excerpt=words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…",
        thumbnail=next((small[one] for text in texts for one in text.pictures if one in small), None),
    )
