"""What of this room depends on editions, for the impact preview of a recall."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from content.registry import Dependent, Subject
from distribution.models import Package, PackageItem, Pull
from distribution.queries.packages import own_packages
from people.models import User
from review.queries.where_used import editions_about


def packages_with(editions: Collection[int]) -> Mapping[int, int]:
    """Return how many packages hold each edition."""
    rows = PackageItem.objects.filter(edition__in=editions).order_by().values_list("edition")
    return dict(rows.annotate(count=Count("package", distinct=True)))


def pulls_of_each(editions: Collection[int]) -> Mapping[int, int]:
    """Return how often each edition was taken out, given back or not: what was copied may have been sent."""
    return dict(
        Pull.objects.filter(edition__in=editions)
        .order_by()
        .values_list("edition")
        .annotate(count=Count("pk"))
    )


def packages_using(subject: Subject, user: User, at: datetime) -> Sequence[Dependent]:
    """Return the packages that hold an edition of `subject`, as far as `user` oversees them. Two queries."""
    items = PackageItem.objects.filter(edition__in=editions_about(subject).values("pk"))
    packages = Package.objects.overseen_by(user).filter(pk__in=items.values("package"))
    own = set(own_packages(user).filter(pk__in=packages.values("pk")).values_list("pk", flat=True))
    return [
        Dependent(
            title=package.title,
            kind=_("Package"),
            branch=package.branch.short_name,
            standing=f"{package.day:%Y-%m-%d}",
            url=reverse("packages:edit", args=[package.pk]) if package.pk in own else "",
        )
        for package in packages.select_related("branch")
    ]
