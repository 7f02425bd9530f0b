"""The editions that programmes may select, as plain rows, read once for all branches."""

import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from content.domain.document import Document, body_values
from content.models import ComponentTag
from distribution.domain.programmes.entries import Shelved
from review.enums import EditionStatus
from review.models import Edition
from review.models.candidate import TamperedContent

logger = logging.getLogger(__name__)


def shelf(start: datetime, end: datetime, branch_paths: Collection[str] | None = None) -> tuple[Shelved, ...]:
    """Return every edition that may be used at some time from `start` to `end`, of all branches or of some.

    Three queries, however many there are. One whose bytes were tampered with is left out and logged.
    """
    owned = {} if branch_paths is None else {"branch__path__in": branch_paths}
    editions = list(
        Edition.objects.recorded()
        .filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=start),
            status=EditionStatus.ISSUED,
            valid_from__lt=end,
            valid_until__gt=start,
            **owned,
        )
        .select_related("branch", "candidate", "component__column")
        .defer("component__body", "component__channels")
        .order_by("pk")
    )
    tags = _tags(edition.component_id for edition in editions)
    return tuple(_shelved(editions, tags))


def _tags(components: Iterator[int]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    wanted = set(components)
    for component, code in ComponentTag.objects.order_by().values_list("component", "tag__code"):
        if component in wanted:
            found.setdefault(component, set()).add(code)
    return {component: frozenset(codes) for component, codes in found.items()}


def _shelved(editions: list[Edition], tags: Mapping[int, frozenset[str]]) -> Iterator[Shelved]:
    for edition in editions:
        try:
            document = edition.content
        except TamperedContent:
            logger.exception("%s was tampered with and is not laid out", edition.ledger_subject)
            continue
        yield _row(edition, document, tags.get(edition.component_id, frozenset()))


def _row(edition: Edition, document: Document, tags: frozenset[str]) -> Shelved:
    offer_from, offer_until = _offer_times(document)
    column = edition.component.column
    return Shelved(
        key=edition.pk,
        component=edition.component_id,
        kind=edition.kind,
        title=edition.title,
        branch_path=edition.branch.path,
        begins_at=edition.valid_from,
        ends_at=min(filter(None, (edition.valid_until, edition.superseded_at))),
        issued_at=edition.issued_at,
        segments=frozenset(document["audience"]["segments"]),
        tags=tags,
        column=column.code if column else "",
        product=(document["product"] or {}).get("code", ""),
        personas=frozenset(_personas(document)),
        voice=document["voice"]["code"],
        merchant=next((value["merchant"] for value in body_values(document, "offer")), ""),
        places=frozenset(_places(document)),
        offer_from=offer_from,
        offer_until=offer_until,
    )


def _personas(document: Document) -> Iterator[str]:
    for value in body_values(document, "persona"):
        if value["persona_type"]:
            yield value["persona_type"]["code"]
    for value in body_values(document, "suits_personas"):
        yield from (item["value"]["code"] for item in value if item["value"])


def _places(document: Document) -> Iterator[str]:
    for value in body_values(document, "place"):
        yield from filter(None, (value["city"], value["business_circle"]))


def _offer_times(document: Document) -> tuple[datetime | None, datetime | None]:
    values: list[Mapping[str, Any]] = body_values(document, "offer_times")
    if not values or not values[0]["starts"] or not values[0]["ends"]:
        return None, None
    return tuple(datetime.fromisoformat(values[0][name]["moment"]) for name in ("starts", "ends"))  # type: ignore[return-value]
