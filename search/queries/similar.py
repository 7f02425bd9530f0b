"""Which editions say nearly the same as a draft, among those that its writer may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse

from content.domain.document import Document
from content.models import Component
from people.models import User
from people.queries.authority import oversees
from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain.similarity import NEAR, marks, resemblance, runs_of
from search.queries.found import load

COMPARED: Final = 40
"""So many of those with the most marks in common are compared letter by letter."""
MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """An edition, how much both say the same in percent, and where the reader can open it.

    `may_copy`: it is another branch's, so it can be taken over instead of being written again.
    """

    edition: Edition
    percent: int
    url: str
    may_copy: bool


def similar_to(document: Document, component: Component, user: User, at: datetime) -> list[Similar]:
    """Return what is in force, is usable or overseen by `user` and says nearly what `document` says, the most
    similar first. Left out are the piece itself, what it was copied from, and copies of it. Three queries.
    """
    own = runs_of(document)
    within = (
        _seen_by(user, at)
        .exclude(_related(component))
        .select_related("component")
        .defer("component__body", "component__channels")
    )
    proposed = (
        within.filter(similarity_marks__value__in=marks(own))
        .order_by()
        .values("pk")
        .annotate(shared=Count("similarity_marks"))
        .order_by("-shared", "-pk")
        .values_list("pk", flat=True)
    )
    compared = [
        (resemblance(own, runs_of(edition.content)), edition)
        for edition in load(list(proposed[:COMPARED]), within)
    ]
    near = sorted((one for one in compared if one[0] >= NEAR), key=lambda one: (-one[0], -one[1].pk))
    return [_similar(edition, share, user) for share, edition in near[:MOST_SHOWN]]


def _seen_by(user: User, at: datetime) -> EditionQuerySet:
    seen: EditionQuerySet = Edition.objects.usable_by(user) | Edition.objects.overseen_by(user)
    return seen.readable(at)


def _related(component: Component) -> Q:
    related = Q(component=component.pk) | Q(component__copied_from=component.pk)
    if component.copied_from_id is not None:
        related |= Q(component=component.copied_from_id)
    return related


def _similar(edition: Edition, share: float, user: User) -> Similar:
    is_overseen = oversees(user, edition.branch)
    page = "review_edition:edition" if is_overseen else "review_shared:edition"
    return Similar(
        edition,
        percent=int(share * 100),
        url=reverse(page, args=[edition.public_id]),
        may_copy=edition.branch_id != user.branch_id and _may_be_copied(edition),
    )


def _may_be_copied(edition: Edition) -> bool:
    """As content.actions.copy_to_branch, which asks again."""
    component = edition.component
    return not (
        component.is_of_gone_kind or component.declaration.rests_on_consent or "partner" in edition.content
    )
