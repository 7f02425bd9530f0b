"""Places of the limits: taken with a pull, given back when it lapses. For pull and lapse alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from distribution.domain.counters import Limit, first_day, limits_on
from distribution.models import PullCounter
from distribution.queries.reasons import full_words
from people.models import User


class LimitReached(Exception):
    """No place is left; the words say from when there are new ones."""

    def __init__(self, limit: Limit, segment: str, most: int, today: date) -> None:
        self.limit = limit.code
        super().__init__(full_words(limit, segment, most, today))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a pull counts for."""

    manager: User
    segment: str
    channel: str
    day: date


def take_places(claim: Claim, allowances: Mapping[str, int | None]) -> None:
    """Take a place of every limit on the channel. The caller holds the pull's transaction.

    `allowances` says how many each limit allows by its code; None for any number. Raises LimitReached by the
    first limit that has none left. Each counter is moved by one conditional statement, so it is exact however
    many ask at once; the order of limits is the same for everybody.
    """
    limits = limits_on(claim.channel)
    PullCounter.objects.bulk_create([_counter(claim, limit) for limit in limits], ignore_conflicts=True)
    for limit in limits:
        most = allowances[limit.code]
        counter = _found(claim, limit)
        if most is not None:
            counter = counter.filter(used__lt=most)
        if not counter.update(used=F("used") + 1):
            raise LimitReached(limit, claim.segment, most or 0, claim.day)


def give_places_back(claim: Claim) -> None:
    """Give the places of a claim back. The caller holds the transaction in which its pull lapses."""
    for limit in limits_on(claim.channel):
        _found(claim, limit).filter(used__gt=0).update(used=F("used") - 1)


def _counter(claim: Claim, limit: Limit) -> PullCounter:
    return PullCounter(
        manager=claim.manager,
        segment=claim.segment,
        limit=limit.code,
        day=first_day(limit.period, claim.day),
    )


def _found(claim: Claim, limit: Limit) -> QuerySet[PullCounter]:
    return PullCounter.objects.filter(
        manager=claim.manager,
        segment=claim.segment,
        limit=limit.code,
        day=first_day(limit.period, claim.day),
    )
