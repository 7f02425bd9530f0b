"""Which pieces an event of a customer asks for. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from distribution.domain.gate import Offer, channel_reason
from distribution.domain.programmes.entries import Selector
from search.domain.recommending import Proposed, recommended

CHANNEL = "one_to_one"
"""An event is one customer's: what it asks for is never broadcast."""
MOST_SUGGESTED = 5
"""So many are kept for an event, because some of them may end before it is looked at."""
AHEAD = timedelta(minutes=5)
"""How far another system's clock may be ahead."""


class WrongTime(StrEnum):
    """Why an event is not taken for its time."""

    TOO_OLD = "too_old"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Asking:
    """One rule: what it looks for, and for how many days what it finds is shown."""

    selector: Selector
    days: int


USUAL = Asking(Selector(kinds=frozenset({"hotspot_guide"})), 3)
"""What holds where no branch has said anything: the guides that were written for the event."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event as the rules look at it. `tolerance` is the customer's, 1 to 5, None where it is not known."""

    event: str
    segment: str
    tags: frozenset[str] = frozenset()
    tolerance: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edition that the manager may use. `events`: for which events it was written; none: for any."""

    key: int
    kind: str
    issued_at: datetime
    offer: Offer
    tags: frozenset[str] = frozenset()
    column: str = ""
    product: str = ""
    events: frozenset[str] = frozenset()
    used: int = 0


@dataclass(frozen=True, slots=True)
class Pick:
    """The editions for an event, best first, and for how many days they are shown."""

    keys: tuple[int, ...]
    days: int


def flaw_in_time(happened_at: datetime, at: datetime, oldest: timedelta) -> WrongTime | None:
    """Return why an event of that time is not taken at `at`, or None."""
    if happened_at > at + AHEAD:
        return WrongTime.AHEAD
    return WrongTime.TOO_OLD if happened_at < at - oldest else None


def suits(offer: Offer, segment: str, tolerance: int | None) -> bool:
    """Return whether the offer may be made one to one to a customer of that segment and tolerance.

    A product only to whom its risk suits (令2025年第7号, 第十二条), so to nobody who was not assessed;
    what is raised privately to nobody, because who is a qualified investor is not known here (第三十条).
    """
    if CHANNEL not in offer.channels or segment not in offer.segments or offer.is_private:
        return False
    return offer.risk is None or (tolerance is not None and tolerance >= int(offer.risk.removeprefix("R")))


def picked(
    rules: Sequence[Asking],
    candidates: Collection[Candidate],
    wanted: Wanted,
    held: Collection[str],
    at: datetime,
) -> Pick:
    """Return what `rules` find among `candidates` for a manager who holds the qualifications `held`.

    What an earlier rule finds comes first, each rule's best first.
    """
    found: dict[int, int] = {}
    for rule in rules:
        proposed = [
            Proposed(one.key, one.kind, one.issued_at, _fit(one, wanted), one.used)
            for one in candidates
            if one.key not in found
            and _is_asked_for(rule.selector, one, wanted)
            and suits(one.offer, wanted.segment, wanted.tolerance)
            and channel_reason(one.offer, CHANNEL, held) is None
        ]
        found |= {one.edition_id: rule.days for one in recommended(proposed, at)}
    keys = tuple(found)[:MOST_SUGGESTED]
    return Pick(keys, max((found[key] for key in keys), default=0))


def _is_asked_for(selector: Selector, one: Candidate, wanted: Wanted) -> bool:
    return (
        (not one.events or wanted.event in one.events)
        and (not selector.kinds or one.kind in selector.kinds)
        and (not selector.tags or bool(selector.tags & one.tags))
        and selector.column in {"", one.column}
        and selector.product in {"", one.product}
    )


def _fit(one: Candidate, wanted: Wanted) -> float:
    """Return half for being written for the event, half for the share of the customer's tags that it has."""
    shared = len(one.tags & wanted.tags) / len(wanted.tags) if wanted.tags else 0.0
    return 0.5 * (wanted.event in one.events) + 0.5 * shared
