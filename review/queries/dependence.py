"""What in review or in force rests on a fact or a product, for the pages of facts and products."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from content.kinds import kind_label
from content.registry import Dependent
from people.models import User
from review.enums import STANDING, CaseStatus
from review.models import Case, Edition
from review.queries.editions import standing_of


def citing_fact(key: int, user: User, at: datetime) -> Sequence[Dependent]:
    """Return the open cases and the editions not yet over whose candidate froze the fact. Two queries."""
    return _resting_on(Q(candidate__facts__fact=key), user, at)


def about_product(key: int, user: User, at: datetime) -> Sequence[Dependent]:
    """Return the open cases and the editions not yet over that are about the product. Two queries."""
    return _resting_on(Q(candidate__product__product=key), user, at)


def _resting_on(condition: Q, user: User, at: datetime) -> Sequence[Dependent]:
    cases: QuerySet[Case] = Case.objects.overseen_by(user).filter(condition, status=CaseStatus.OPEN)
    editions: QuerySet[Edition] = (
        Edition.objects.overseen_by(user)
        .recorded()
        .filter(condition, status__in=STANDING, valid_until__gt=at)
        .exclude(superseded_at__lte=at)
    )
    return [*told_of_editions(editions, at), *told_of_cases(cases)]


def told_of_editions(editions: QuerySet[Edition], at: datetime) -> Iterator[Dependent]:
    """Yield what is told of each edition. One query."""
    for edition in editions.select_related("branch").defer("certificate"):
        yield Dependent(
            title=edition.title,
            kind=kind_label(edition.kind),
            branch=edition.branch.short_name,
            standing=standing_of(edition, at).label,
            url=reverse("review_edition:edition", args=[edition.public_id]),
        )


def told_of_cases(cases: QuerySet[Case]) -> Iterator[Dependent]:
    """Yield what is told of each case. One query."""
    found = cases.select_related("branch", "candidate").defer("candidate__document").order_by("-pk")
    for case in found:
        yield Dependent(
            title=case.candidate.title,
            kind=kind_label(case.candidate.kind),
            branch=case.branch.short_name,
            standing=case.get_current_level_display(),
            url=reverse("review_case:case", args=[case.public_id]),
        )
