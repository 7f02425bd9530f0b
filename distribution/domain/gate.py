"""May this edition go out on this channel? Pure rules, each with where it comes from."""

from dataclasses import dataclass
from enum import StrEnum

from content.domain.risks import HIGH_RISKS

PUBLIC_CHANNELS = frozenset({"moments", "group"})


class Lock(StrEnum):
    """Why a channel is locked for an edition."""

    NOTHING_WRITTEN = "nothing_written"
    HIGH_RISK_IN_PUBLIC = "high_risk_in_public"
    OTHER_SEGMENT = "other_segment"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the gate looks at."""

    channels: frozenset[str]
    segments: frozenset[str]
    risk: str | None


def channel_lock(offer: Offer, channel: str) -> Lock | None:
    """Return why `channel` is locked, or None. Moments and groups are broadcasts: retail offers up to R3 only
    (适当性管理办法, 令2025年第7号, 第十二条). That is said even where nothing was written for the channel.
    """
    if channel in PUBLIC_CHANNELS and offer.risk in HIGH_RISKS:
        return Lock.HIGH_RISK_IN_PUBLIC
    return None if channel in offer.channels else Lock.NOTHING_WRITTEN


def segment_lock(offer: Offer, segment: str) -> Lock | None:
    """Return why `segment` is locked, or None: a piece goes to the segments that it was approved for."""
    return None if segment in offer.segments else Lock.OTHER_SEGMENT
