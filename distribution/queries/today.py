"""What lies ready for a day."""

from dataclasses import dataclass
from datetime import date, datetime

from distribution.models import Package, PackageItem
from distribution.queries.editions import visible_editions
from people.models import ApiClient, User


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One edition in one slot of a package, by primary key and hash."""

    slot: str
    edition_id: int
    edition_sha256: str


def laid_out(user: User | ApiClient, day: date, at: datetime) -> list[LaidOut]:
    """Return what the packages of `day` hold that `user` may use, head office's first, in two queries.

    Each edition is checked again here, so what was recalled or has lapsed since is gone from the package. The
    editions are asked for by their keys: the cost follows the package, not the library.
    """
    places = list(
        PackageItem.objects.filter(package__in=Package.objects.usable_by(user).filter(day=day))
        .order_by("package__branch__depth", "package_id", "position", "pk")
        .values_list("slot", "edition_id")
    )
    keys = {key for _slot, key in places}
    editions = visible_editions(user, at).filter(pk__in=keys).order_by()
    visible = dict(editions.values_list("pk", "edition_sha256")) if keys else {}
    return [LaidOut(slot, key, visible[key]) for slot, key in places if key in visible]
