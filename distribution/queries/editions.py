"""Which editions a manager may see now. The only door through which the portal reaches content (I1, I8)."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import CharField, DateTimeField, UUIDField

from core.prepared import Prepared
from distribution.domain.gate import Offer
from distribution.domain.offers import offer_in
from people.models import ApiClient, User, lineage_of
from review.enums import EditionPhase, EditionStatus
from review.models import Edition, Suspension
from review.models.candidate import TamperedContent
from review.models.edition import EditionQuerySet
from review.queries.editions import standing_of

logger = logging.getLogger(__name__)


def visible_editions(user: User | ApiClient, at: datetime) -> EditionQuerySet:
    """Return what `user`, or another system, may use at `at`: of the own branch or one above, in force, borne
    out by the ledger.
    """
    editions: EditionQuerySet = Edition.objects.usable_by(user).readable(at)
    return editions


_VISIBLE: Final = Prepared(
    lambda lineage, at, public_id: (
        Edition.objects.owned_along(lineage)
        .readable(at)
        .filter(public_id=public_id)
        .order_by()
        .select_related("candidate", "branch")
        .prefetch_related("segments")
    ),
    lineage=CharField(),
    at=DateTimeField(),
    public_id=UUIDField(),
)


def visible_edition(user: User | ApiClient, public_id: UUID, at: datetime) -> Edition:
    """Return one of them with what a detail page needs, its bytes proved.

    Raises Edition.DoesNotExist for anything else, whatever it is; one whose bytes were tampered with is
    logged.
    """
    found: list[Edition] = _VISIBLE.rows(lineage=lineage_of(user), at=at, public_id=public_id)
    if not found:
        raise Edition.DoesNotExist
    edition = found[0]
    try:
        edition.content  # noqa: B018  (reading it checks its hashes)
    except TamperedContent as error:
        logger.exception("%s was tampered with and is not shown", edition.ledger_subject)
        raise Edition.DoesNotExist from error
    return edition


def visible_by_key(user: User, keys: Collection[int], at: datetime) -> dict[int, Edition]:
    """Return those of the editions with these primary keys that `user` may use at `at`, their bytes proved.

    One query. One whose bytes were tampered with is left out and logged.
    """
    editions = visible_editions(user, at).filter(pk__in=keys).select_related("candidate", "branch")
    return {edition.pk: edition for edition in _proved(editions)}


def visible_of_kind(user: User, kind: str, at: datetime) -> list[Edition]:
    """Return the editions of a kind that `user` may use at `at`, newest first, their bytes proved.

    One query. One whose bytes were tampered with is left out and logged.
    """
    keys = visible_editions(user, at).filter(kind=kind).order_by("-issued_at", "-pk")
    return _proved(keys.select_related("candidate", "branch"))


def newest_of(user: User, component_id: int, at: datetime) -> Edition | None:
    """Return the edition of a piece that `user` may use at `at`, if there is one."""
    found: Edition | None = visible_editions(user, at).filter(component=component_id).first()
    return found


def offer_of(edition: Edition) -> Offer:
    """Return what the gate looks at. Reads the approved document."""
    return offer_in(edition.content)


def ending_of(user: User, public_id: UUID, at: datetime) -> EditionStatus:
    """Return how an edition that `user` might once have used has ended by `at`.

    Raises Edition.DoesNotExist for what is foreign, forged, still scheduled or in force: no difference is
    told.
    """
    edition: Edition = (
        Edition.objects.usable_by(user).recorded().defer("certificate").get(public_id=public_id)
    )
    if edition.phase(at) != EditionPhase.OVER:
        raise Edition.DoesNotExist
    return EditionStatus(standing_of(edition, at).value)


def endings_of(user: User, keys: Collection[int], at: datetime) -> dict[int, EditionStatus]:
    """Return by primary key how those of the editions have ended by `at` that `user` might once have used.

    The rule of `ending_of` for many. One query, none without keys.
    """
    if not keys:
        return {}
    editions = Edition.objects.usable_by(user).recorded().filter(pk__in=keys).defer("certificate").order_by()
    return {
        edition.pk: EditionStatus(standing_of(edition, at).value)
        for edition in editions
        if edition.phase(at) == EditionPhase.OVER
    }


def suspension_reason(edition_id: UUID) -> str:
    """Return why the edition stands suspended, in the officer's words; empty if it never was.

    For editions that `ending_of` has found.
    """
    newest = Suspension.objects.filter(edition__public_id=edition_id).last()
    return newest.reason if newest is not None else ""


def successor_of(user: User, public_id: UUID, at: datetime) -> Edition | None:
    """Return the edition that follows this one, if `user` may see it at `at`."""
    found: Edition | None = visible_editions(user, at).filter(supersedes__public_id=public_id).first()
    return found


def _proved(editions: Iterable[Edition]) -> list[Edition]:
    found = []
    for edition in editions:
        try:
            edition.content  # noqa: B018  (reading it checks its hashes)
        except TamperedContent:
            logger.exception("%s was tampered with and is not shown", edition.ledger_subject)
            continue
        found.append(edition)
    return found
