"""Pictures, by the right to see them."""

import logging
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from content.domain.document import files
from content.models import LibraryImage
from distribution.queries.editions import visible_editions
from people.enums import OVERSEEING, Role
from people.models import User
from review.models import CandidateMedium
from review.models.candidate import TamperedContent
from review.models.edition import EditionQuerySet

logger = logging.getLogger(__name__)


def visible_medium(user: User, edition_id: UUID, sha256: str, at: datetime) -> CandidateMedium:
    """Return the medium of an edition that `user` may see at `at`.

    Raises CandidateMedium.DoesNotExist for any other, for users whose roles have no business with content,
    and for one that the approved document does not name: a row put beside it opens nothing. One query. A file
    may stand for several media of a candidate (equal bytes); any of them answers.
    """
    if not user.roles & (OVERSEEING | {Role.MANAGER}):
        raise CandidateMedium.DoesNotExist
    return medium_within(visible_editions(user, at).filter(public_id=edition_id), sha256)


def medium_within(editions: EditionQuerySet, sha256: str) -> CandidateMedium:
    """Return the medium of one of `editions`, which whoever asks may see.

    Raises CandidateMedium.DoesNotExist for any other, and for one that the approved document does not name.
    """
    medium = (
        CandidateMedium.objects.filter(candidate__in=editions.values("candidate"), sha256=sha256)
        .select_related("candidate")
        .first()
    )
    if medium is None or not _is_approved(medium):
        raise CandidateMedium.DoesNotExist
    return medium


def _is_approved(medium: CandidateMedium) -> bool:
    try:
        return medium.sha256 in files(medium.candidate.content)
    except TamperedContent:
        logger.exception(
            "candidate %s was tampered with and its pictures are not served", medium.candidate_id
        )
        return False


def library_file(user: User, name: str) -> LibraryImage:
    """Return the picture that the file `name` belongs to, itself or as a rendition.

    Raises LibraryImage.DoesNotExist for names that no file has, and unless `user` holds a role that oversees
    and the picture's collection belongs to the user's branch, one above or one below.
    """
    if user.branch is None or not user.roles & OVERSEEING or not name.isprintable():
        raise LibraryImage.DoesNotExist
    within_reach = Q(collection__branch__path__in=user.branch.lineage_paths()) | Q(
        collection__branch__path__startswith=user.branch.path
    )
    named = Q(file=name) | Q(renditions__file=name)
    image: LibraryImage | None = LibraryImage.objects.filter(within_reach, named).first()
    if image is None:
        raise LibraryImage.DoesNotExist
    return image
