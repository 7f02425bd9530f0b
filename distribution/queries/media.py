"""Pictures, by the right to see them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from content.models import LibraryImage
from distribution.queries.editions import visible_editions
from people.enums import DESK
from people.models import User
from review.models import CandidateMedium


def visible_medium(user: User, edition_id: UUID, sha256: str, at: datetime) -> CandidateMedium:
    """Return the medium of an edition that `user` may see at `at`.

    Raises CandidateMedium.DoesNotExist for any other.

    One query. A file may stand for several media of a candidate (equal bytes); any of them answers.
    """
    editions = visible_editions(user, at).filter(public_id=edition_id)
    medium = CandidateMedium.objects.filter(candidate__in=editions.values("candidate"), sha256=sha256).first()
    if medium is None:
        raise CandidateMedium.DoesNotExist
    return medium


def library_file(user: User, name: str) -> LibraryImage:
    """Return the picture that the file `name` belongs to, itself or as a rendition.

    Raises LibraryImage.DoesNotExist unless `user` holds a desk role and the picture's collection belongs to
    the user's branch, one above or one below.
    """
    if user.branch is None or not user.roles & DESK:
        raise LibraryImage.DoesNotExist
    within_reach = Q(collection__branch__path__in=user.branch.lineage_paths()) | Q(
        collection__branch__path__startswith=user.branch.path
    )
    named = Q(file=name) | Q(renditions__file=name)
    image: LibraryImage | None = LibraryImage.objects.filter(within_reach, named).first()
    if image is None:
        raise LibraryImage.DoesNotExist
    return image
