"""What of this room depends on editions, for the impact preview of a recall."""

from collections.abc import Collection, Mapping

from django.db.models import Count

from distribution.models import PackageItem, Pull


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
