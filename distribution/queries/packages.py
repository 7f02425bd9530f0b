"""The package desk: whose packages, and what may be laid out."""

from datetime import datetime

from django.db.models import Q, QuerySet

from distribution.models import Package
from people.enums import Role
from people.models import User
from review.enums import EditionStatus
from review.models import Edition
from review.models.edition import EditionQuerySet

LAYING_OUT = frozenset({Role.OPERATOR, Role.EDITOR, Role.LEAD})
"""Who lays out packages."""


def own_packages(user: User) -> QuerySet[Package]:
    """Return the packages of the user's own branch, for those who lay out packages."""
    if user.branch is None or not user.roles & LAYING_OUT:
        return Package.objects.none()
    packages: QuerySet[Package] = Package.objects.filter(branch=user.branch)
    return packages


def layable_editions(user: User, at: datetime) -> EditionQuerySet:
    """Return what `user` may put into a package: in force at `at` or still to begin, of the own branch or
    one above.
    """
    if not user.roles & LAYING_OUT:
        return Edition.objects.none()
    editions: EditionQuerySet = (
        Edition.objects.usable_by(user)
        .recorded()
        .filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=at),
            status=EditionStatus.ISSUED,
            valid_until__gt=at,
        )
        .defer("certificate")
    )
    return editions
