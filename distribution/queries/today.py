"""What lies ready for a day."""

from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from distribution.models import Package, PackageItem
from distribution.queries.editions import visible_editions
from people.models import User


def packages_of(user: User, day: date, at: datetime) -> QuerySet[Package]:
    """Return the packages of `day` that `user` may use; `served_items` are those whose edition may be shown at `at`.

    Each edition is checked again here, so what was recalled or has lapsed since is gone from the package.
    """
    items = (
        PackageItem.objects.filter(edition__in=visible_editions(user, at))
        .select_related("edition__branch")
        .prefetch_related("edition__segments")
    )
    packages: QuerySet[Package] = (
        Package.objects.usable_by(user)
        .filter(day=day)
        .select_related("branch")
        .prefetch_related(Prefetch("items", items, to_attr="served_items"))
        .order_by("branch__depth", "pk")
    )
    return packages
