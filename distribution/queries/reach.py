"""Whom a manager would reach: how many see it, how many have had enough, how many it does not suit."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet

from core.prepared import Prepared
from distribution.domain.counters import Period, day_after, first_day, limits_on
from distribution.domain.gate import Offer
from distribution.models import CustomerCounter, Reach
from distribution.queries.rules import Rules
from people.models import User

EVERY_PERIOD = frozenset(Period)
REACHING = frozenset({"moments", "one_to_one"})
"""Channels on which the table says who sees it. Who is in a group it does not say."""


@dataclass(frozen=True, slots=True)
class Audience:
    """The customers of a segment: all of them, and why some of them do not get it. Each is counted once.

    `again` is the day from which some of those who have had enough may get more, None where nobody has.
    """

    total: int
    untagged: int
    unsuitable: int
    full: int
    again: date | None

    @property
    def visible(self) -> int:
        return self.total - self.untagged - self.unsuitable - self.full


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be sent on which channel, by the rules of which day."""

    manager: User
    channel: str
    offer: Offer
    rules: Rules
    day: date

    @property
    def least(self) -> int | None:
        """The tolerance that a customer must have: one to one, and where a product is offered, its risk
        (令2025年第7号, 第十二条). What offers no product needs no tag; a feed cannot be gated by tags.
        """
        if self.channel != "one_to_one" or self.offer.risk is None:
            return None
        return int(self.offer.risk.removeprefix("R"))


_ANY_REACHED: Final = Prepared(
    lambda manager: Reach.objects.filter(table__manager=manager).order_by().values_list("pk")[:1],
    manager=BigIntegerField(),
)


def audiences(sending: Sending) -> Mapping[str, Audience]:
    """Return the audience in each segment that the manager's table has customers of. Two queries; one where
    there is no table.
    """
    if sending.channel not in REACHING or not _ANY_REACHED.rows(manager=sending.manager.pk):
        return {}
    untagged, unsuitable = _left_out(sending)
    fitting = ~untagged & ~unsuitable
    rows = (
        Reach.objects.filter(table__manager=sending.manager)
        .order_by()
        .values("segment")
        .annotate(
            total=Count("pk"),
            untagged=Count("pk", filter=untagged),
            unsuitable=Count("pk", filter=unsuitable),
            full=Count("pk", filter=fitting & _full(sending, EVERY_PERIOD)),
            full_for_month=Count("pk", filter=fitting & _full(sending, {Period.MONTH})),
        )
    )
    return {
        row["segment"]: Audience(
            row["total"],
            row["untagged"],
            row["unsuitable"],
            row["full"],
            _again(row["full"], row["full_for_month"], sending.day),
        )
        for row in rows
    }


def reached(sending: Sending, segment: str) -> QuerySet[Reach]:
    """Return the rows of the customers in the segment who would get it."""
    untagged, unsuitable = _left_out(sending)
    return Reach.objects.filter(
        ~untagged & ~unsuitable & ~_full(sending, EVERY_PERIOD),
        table__manager=sending.manager,
        segment=segment,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How one customer of a manager stands: the tolerance (None: unassessed), and whether more would be too
    much.
    """

    tolerance: int | None
    is_full: bool


def standing_of(sending: Sending, customers: Collection[str]) -> Mapping[str, Standing]:
    """Return how the customers with these hashes stand in the table of the sending's manager, by hash.

    Who is in several segments there has the lowest tolerance of all. Whoever is not in the table is left out.
    Two queries.
    """
    rows = Reach.objects.filter(table__manager=sending.manager, customer__digest__in=customers).order_by()
    full = set(rows.filter(_full(sending, EVERY_PERIOD)).values_list("customer__digest", flat=True))
    found: dict[str, Standing] = {}
    for digest, tolerance in rows.values_list("customer__digest", "tolerance"):
        known = [one for one in (tolerance, found[digest].tolerance if digest in found else None) if one]
        found[digest] = Standing(min(known, default=None), digest in full)
    return found


def _left_out(sending: Sending) -> tuple[Q, Q]:
    least = sending.least
    if least is None:
        return Q(pk__in=[]), Q(pk__in=[])
    return Q(tolerance__isnull=True), Q(tolerance__isnull=False, tolerance__lt=least)


def _again(full: int, full_for_month: int, day: date) -> date | None:
    if not full:
        return None
    return day_after(Period.MONTH if full_for_month == full else Period.DAY, day)


def _full(sending: Sending, periods: Container[Period]) -> Q:
    """Who has had as much as one of the limits on customers for these periods allows."""
    full = Q(pk__in=[])
    for limit in limits_on(sending.channel):
        most = sending.rules.allowance(limit.code, sending.day)
        if limit.is_of_customers and limit.period in periods and most is not None:
            counters = CustomerCounter.objects.filter(
                customer=OuterRef("customer"),
                limit=limit.code,
                day=first_day(limit.period, sending.day),
                used__gte=most,
            )
            full |= Q(Exists(counters)) if most > 0 else Q(pk__isnull=False)
    return full
