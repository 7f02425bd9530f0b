"""What a manager may still do today: qualifications, windows and places, read once and asked often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import BigIntegerField, DateField
from django.utils import timezone

from content.enums import Segment
from core.prepared import Prepared
from distribution.domain.counters import LIMITS, OWN_LIMIT, Limit, day_after, first_day, limits_on
from distribution.domain.gate import Lock, Offer, Reason, channel_reason, segment_reason
from distribution.domain.windows import opens_at
from distribution.models import PullCounter
from distribution.queries.rules import Rules, rules_in_force
from people.models import User
from people.queries.qualifications import held_qualifications


@dataclass(frozen=True, slots=True)
class ManagerDay:
    """One manager's day. `used` counts places by limit and segment."""

    local: datetime
    rules: Rules
    held: frozenset[str]
    used: Mapping[tuple[str, str], int]

    @property
    def day(self) -> date:
        return self.local.date()

    def channel_reason(self, offer: Offer, channel: str) -> Reason | None:
        """Return why the channel is shut for this manager, or None."""
        return channel_reason(offer, channel, self.held)

    def segment_reason(self, offer: Offer, channel: str, segment: str) -> Reason | None:
        """Return why the segment may not be sent this now, or None. Places are not asked here."""
        return segment_reason(offer, channel, segment, self.rules.windows(segment), self.local)

    def places_left(self, segment: str, channel: str) -> int | None:
        """Return the places that all limits on the channel leave for the segment; None for any number."""
        left = [self._left(limit.code, segment) for limit in limits_on(channel)]
        return min((one for one in left if one is not None), default=None)

    def places_again(self, segment: str, channel: str) -> date | None:
        """Return the day from which every limit on the channel has places for the segment, None where all
        have now.
        """
        full = [limit for limit in limits_on(channel) if self._left(limit.code, segment) == 0]
        return max((day_after(limit.period, self.day) for limit in full), default=None)

    def tightest(self, segment: str, channel: str) -> tuple[Limit, int] | None:
        """Return the limit that leaves the segment the fewest places on the channel, with what it allows;
        None where any number may go.
        """
        left = [(limit, self._left(limit.code, segment)) for limit in limits_on(channel)]
        counted = [(limit, places) for limit, places in left if places is not None]
        if not counted:
            return None
        limit, _places = min(counted, key=lambda one: one[1])
        return limit, self.rules.allowance(limit.code, self.day) or 0

    def resting(self) -> dict[str, Reason]:
        """Return the segments that may not be sent messages now, with the reason that says from when."""
        opening = {segment: opens_at(self.rules.windows(segment), self.local) for segment in Segment.values}
        return {
            segment: Reason(Lock.OUTSIDE_WINDOW, opens_at=opens)
            for segment, opens in opening.items()
            if opens is not None
        }

    def own_left(self, segment: str) -> int | None:
        """Return what the bank's own limit leaves for the segment, where customers are counted one by one."""
        return self._left(OWN_LIMIT, segment)

    def own_places(self) -> dict[str, int | None]:
        """Return what the bank's own limit leaves for each segment."""
        return {segment: self.own_left(segment) for segment in Segment.values}

    def full_segments(self) -> frozenset[str]:
        """Return the segments for which nothing more is to be taken today."""
        return frozenset(segment for segment, left in self.own_places().items() if left == 0)

    def _left(self, limit: str, segment: str) -> int | None:
        most = self.rules.allowance(limit, self.day)
        return None if most is None else max(0, most - self.used.get((limit, segment), 0))


def manager_day(manager: User, at: datetime) -> ManagerDay:
    """Return the day of `manager` as it stands at `at`. Three queries."""
    local = timezone.localtime(at)
    return ManagerDay(
        local, rules_in_force(), held_qualifications(manager, local.date()), _used(manager, local.date())
    )


_COUNTED: Final = Prepared(
    lambda manager, days: (
        PullCounter.objects.filter(manager=manager, day__in=days)
        .order_by()
        .values_list("limit", "segment", "day", "used")
    ),
    manager=BigIntegerField(),
    days=DateField(),
)


def _used(manager: User, day: date) -> dict[tuple[str, str], int]:
    begins = {limit.code: first_day(limit.period, day) for limit in LIMITS}
    rows = _COUNTED.rows(manager=manager.pk, days=sorted(set(begins.values())))
    return {
        (limit, segment): used
        for limit, segment, counted_from, used in rows
        if begins.get(limit) == counted_from
    }
