"""Mark stale: the packages of all days that were built are to be built anew."""

from distribution.models import PackageDay


def mark_stale() -> None:
    """Have the work loop build anew what it has built. Repeating it changes nothing.

    The caller holds the transaction of what has changed.
    """
    PackageDay.objects.filter(is_stale=False).update(is_stale=True)
