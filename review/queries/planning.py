"""Editions as content's calendar shows them."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from content.domain.planning import Piece, PieceState
from content.kinds import MORNING_BRIEF
from core.clock import business_day
from people.models import User
from review.models import Edition
from review.queries.editions import Standing, overseen_editions, standing_of

STANDING = {Standing.SCHEDULED, Standing.ACTIVE, Standing.EXPIRING}


def issued_pieces(user: User, start: datetime, end: datetime, at: datetime) -> list[Piece]:
    """Return the editions that `user` oversees and that begin or end from `start` to `end`, or fill a column.

    One query. An edition that the ledger does not bear out is none.
    """
    begins = Q(valid_from__gte=start, valid_from__lt=end)
    ends = Q(valid_until__gt=start, valid_until__lte=end)
    fills = Q(component__column__isnull=False, valid_from__lt=end, valid_until__gt=start)
    found = overseen_editions(user).recorded().filter(begins | ends | fills)
    return [_piece(edition, at) for edition in found.select_related("branch", "component", "candidate")]


def _piece(edition: Edition, at: datetime) -> Piece:
    standing = standing_of(edition, at)
    over = [moment for moment in (edition.valid_until, edition.superseded_at, edition.ended_at) if moment]
    first = business_day(edition.valid_from)
    last = max(first, business_day(min(over) - timedelta(microseconds=1)))
    return Piece(
        edition.component_id,
        edition.candidate.revision_id,
        edition.title,
        edition.kind,
        edition.branch.short_name,
        edition.branch.path,
        PieceState.ISSUED if standing in STANDING else PieceState.OVER,
        str(standing.label),
        first,
        last,
        reverse("review_edition:edition", args=[edition.public_id]),
        column=edition.component.column_id,
        brief_day=last if edition.kind == MORNING_BRIEF.code else None,
    )
