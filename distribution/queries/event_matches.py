"""What the library has for an event of a customer, for the manager whom it names."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from content.domain.document import body_values
from content.models import ComponentTag
from core.clock import business_day
from distribution.domain.events import CHANNEL, Asking, Candidate, Pick, Wanted, picked
from distribution.domain.gate import Offer
from distribution.domain.offers import offer_in
from distribution.enums import COUNTED
from distribution.models import Pull
from distribution.queries.editions import visible_editions
from distribution.queries.event_rules import askings_for
from distribution.queries.reach import Sending, standing_of
from distribution.queries.rules import rules_in_force
from people.models import Branch, User
from people.queries.qualifications import held_qualifications
from review.models import Edition
from review.models.candidate import TamperedContent

logger = logging.getLogger(__name__)

LOOKED_AT = 300
"""So many of the newest editions that the rules ask for are looked at."""
USED_WITHIN = timedelta(days=30)
NOTHING_OFFERED = Offer(frozenset(), frozenset(), None)


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to whom: `customer` is the keyed hash, `tags` are codes."""

    event: str
    customer: str
    segment: str
    tags: frozenset[str]


def best_for(manager: User, branch: Branch, happening: Happening, at: datetime) -> Pick:
    """Return the best editions in force for `manager`, of `branch`, and this customer. Nine queries."""
    rules = askings_for(branch, happening.event)
    if not rules:
        return Pick((), 0)
    wanted = Wanted(
        happening.event, happening.segment, happening.tags, _tolerance(manager, happening.customer, at)
    )
    candidates = list(_candidates(manager, rules, at))
    return picked(rules, candidates, wanted, held_qualifications(manager, business_day(at)), at)


def _tolerance(manager: User, customer: str, at: datetime) -> int | None:
    sending = Sending(manager, CHANNEL, NOTHING_OFFERED, rules_in_force(), business_day(at))
    known = standing_of(sending, [customer]).get(customer)
    return known.tolerance if known else None


def _candidates(manager: User, rules: Sequence[Asking], at: datetime) -> Iterator[Candidate]:
    editions = list(
        visible_editions(manager, at)
        .filter(_asked_for(rules))
        .select_related("candidate", "component__column")
        .defer("component__body", "component__channels")
        .order_by("-issued_at", "-pk")[:LOOKED_AT]
    )
    components = {edition.component_id for edition in editions}
    tags, used = _tags(components), _used(components, at)
    for edition in editions:
        try:
            document = edition.content
        except TamperedContent:
            logger.exception("%s was tampered with and is not recommended", edition.ledger_subject)
            continue
        column = edition.component.column
        yield Candidate(
            key=edition.pk,
            kind=edition.kind,
            issued_at=edition.issued_at,
            offer=offer_in(document),
            tags=tags.get(edition.component_id, frozenset()),
            column=column.code if column else "",
            product=(document["product"] or {}).get("code", ""),
            events=frozenset(_events(document)),
            used=used.get(edition.component_id, 0),
        )


def _events(document: Mapping[str, object]) -> Iterator[str]:
    for value in body_values(document, "customer_event"):
        if value["customer_event"]:
            yield value["customer_event"]["code"]


def _asked_for(rules: Sequence[Asking]) -> Q:
    """What need not be looked at is not read; the rules themselves look again."""
    asked = Q(pk__in=[])
    for rule in rules:
        one = Q(kind__in=rule.selector.kinds) if rule.selector.kinds else Q(pk__isnull=False)
        if rule.selector.column:
            one &= Q(component__column__code=rule.selector.column)
        if rule.selector.tags:
            tagged = ComponentTag.objects.filter(tag__code__in=rule.selector.tags)
            one &= Q(component__in=tagged.values("component"))
        asked |= one
    return asked


def _tags(components: set[int]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = ComponentTag.objects.filter(component__in=components).order_by()
    for component, code in rows.values_list("component", "tag__code"):
        found.setdefault(component, set()).add(code)
    return {component: frozenset(codes) for component, codes in found.items()}


def _used(components: set[int], at: datetime) -> Mapping[int, int]:
    """Return how often the pieces were taken out lately, by whomever."""
    editions = Edition.objects.filter(component__in=components).order_by().values("pk")
    rows = (
        Pull.objects.filter(edition__in=editions, status__in=COUNTED, pulled_at__gt=at - USED_WITHIN)
        .order_by()
        .values("edition__component")
        .annotate(count=Count("pk"))
    )
    return {row["edition__component"]: row["count"] for row in rows}
