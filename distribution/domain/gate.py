"""May this edition go out on this channel, for these customers, now? Pure rules, each with its source."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from content.domain.risks import HIGH_RISKS
from distribution.domain.windows import MESSAGE_CHANNELS, Span, opens_at

PUBLIC_CHANNELS = frozenset({"moments", "group"})

NEEDED = {"fund": "fund", "wmp": "wealth", "sdeposit": "wealth", "insurance": "insurance"}
"""Which qualification each type of product asks for: funds 令第175号; wealth products 令2021年第4号, which
structured deposits follow (银保监办发〔2019〕204号); insurance 保险代理人监管规定 (令2020年第11号)."""


class Lock(StrEnum):
    """Why something may not go out."""

    NOTHING_WRITTEN = "nothing_written"
    HIGH_RISK_IN_PUBLIC = "high_risk_in_public"
    PRIVATE_IN_PUBLIC = "private_in_public"
    OTHER_SEGMENT = "other_segment"
    UNQUALIFIED = "unqualified"
    OUTSIDE_WINDOW = "outside_window"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not go out, and what would do: `opens_at` when the next window opens (business
    time), `qualification` which one is missing.
    """

    lock: Lock
    opens_at: datetime | None = None
    qualification: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the gate looks at."""

    channels: frozenset[str]
    segments: frozenset[str]
    risk: str | None
    product_type: str | None = None
    is_private: bool = False
    is_livestream: bool = False


def channel_reason(offer: Offer, channel: str, held: Collection[str]) -> Reason | None:
    """Return why `channel` is shut for somebody who holds the qualifications `held`, or None.

    Moments and groups are broadcasts: retail offers up to R3 only (适当性管理办法, 令2025年第7号, 第十二条),
    and nothing that is raised privately (第三十条). That is said even where nothing was written for the
    channel.
    """
    if channel in PUBLIC_CHANNELS and offer.is_private:
        return Reason(Lock.PRIVATE_IN_PUBLIC)
    if channel in PUBLIC_CHANNELS and offer.risk in HIGH_RISKS:
        return Reason(Lock.HIGH_RISK_IN_PUBLIC)
    if channel not in offer.channels:
        return Reason(Lock.NOTHING_WRITTEN)
    missing = next((one for one in needed(offer) if one not in held), None)
    return Reason(Lock.UNQUALIFIED, qualification=missing) if missing else None


def segment_reason(
    offer: Offer, channel: str, segment: str, windows: Sequence[Span], local: datetime
) -> Reason | None:
    """Return why `segment` may not be sent this on `channel` at `local`, or None.

    A piece goes to the segments that it was approved for; messages keep to the segment's `windows`.
    """
    if segment not in offer.segments:
        return Reason(Lock.OTHER_SEGMENT)
    if channel not in MESSAGE_CHANNELS:
        return None
    opens = opens_at(windows, local)
    return Reason(Lock.OUTSIDE_WINDOW, opens_at=opens) if opens else None


def needed(offer: Offer) -> tuple[str, ...]:
    """Return the qualifications that offering this asks for; a livestream needs an authorised host
    (金融产品网络营销管理办法, 第十六条).
    """
    product = NEEDED.get(offer.product_type or "")
    return (*((product,) if product else ()), *(("livestream",) if offer.is_livestream else ()))
