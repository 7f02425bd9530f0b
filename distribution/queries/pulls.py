"""What a manager has taken out."""

import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from content.domain.links import CallToAction, call_to_action
from core import blobs
from core.models import LedgerHead, LedgerRecord, Stream
from distribution.domain.pictures import derivatives
from distribution.enums import PosterFlaw
from distribution.models import LinkOpens, Pull
from distribution.queries.editions import visible_by_key, visible_edition, visible_editions
from people.models import User
from review.models import Edition, Suspension
from review.queries.editions import Standing, with_standing

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is sent: what is shown small, and what is saved."""

    thumbnail: str
    display: str


@dataclass(frozen=True, slots=True)
class OwnPoster:
    """The poster of a pull: the picture with the manager's name by its hash, or the flaw for which there is
    none, and the picture without it.
    """

    sha256: str
    has_code: bool
    flaw: str
    bare: Picture

    @property
    def flaw_words(self) -> str:
        return str(PosterFlaw(self.flaw).label)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The bytes of a pull, opened. `edition` is still visible to the manager, `code_picture` a group code."""

    pull: Pull
    edition: Edition
    text: str
    pictures: tuple[Picture, ...]
    action: CallToAction | None
    code_picture: Picture | None
    poster: OwnPoster | None = None

    @property
    def pictures_beside(self) -> tuple[Picture, ...]:
        """The pictures without the one that the manager's own poster stands for."""
        if self.poster is None:
            return self.pictures
        return tuple(one for one in self.pictures if one != self.poster.bare)


def pulls_of(manager: User, since: date, at: datetime) -> QuerySet[Pull]:
    """Return the manager's pulls since a day, newest first.

    `is_in_force` tells whether the edition may still be sent, `suspended_because` why it may not be for the
    time being (None unless it stands suspended), `opened` how many visitors its link had (None: no link was
    opened).
    """
    visible = visible_editions(manager, at)
    pulls: QuerySet[Pull] = (
        Pull.objects.filter(manager=manager, day__gte=since)
        .select_related("edition")
        .defer("edition__certificate")
        .annotate(
            is_in_force=Exists(visible.filter(pk=OuterRef("edition_id")))
            & (Q(opening_edition=None) | Exists(visible.filter(pk=OuterRef("opening_edition_id")))),
            suspended_because=Subquery(
                _reasons(at).filter(edition=OuterRef("edition_id")).values("reason")[:1]
            ),
            opened=Subquery(
                LinkOpens.objects.filter(pull=OuterRef("pk"))
                .order_by()
                .values("pull")
                .annotate(all=Sum("visitors"))
                .values("all")
            ),
        )
    )
    return pulls


def _reasons(at: datetime) -> QuerySet[Suspension]:
    """Return the suspensions of editions that stand suspended at `at`, the newest first."""
    standing = with_standing(Edition.objects.all(), Standing.SUSPENDED, at)
    return Suspension.objects.filter(edition__in=standing.values("pk")).order_by("-number")


def pull_of(manager: User, public_id: UUID) -> Pull:
    """Return the manager's own pull. Raises Pull.DoesNotExist for another's."""
    return (
        Pull.objects.select_related("edition", "opening_edition")
        .defer("edition__certificate", "opening_edition__certificate")
        .get(public_id=public_id, manager=manager)
    )


def hand_out(pull: Pull, manager: User, at: datetime) -> HandedOut:
    """Open what was taken.

    Raises Edition.DoesNotExist if `manager` may no longer see the edition, or that of the opening line, at
    `at` (I1, I4), if no ledger
    record says that these bytes were handed out, or if what was kept is gone or changed; the last two are
    logged.
    """
    edition = visible_edition(manager, pull.edition.public_id, at)
    if pull.opening_edition is not None:
        visible_edition(manager, pull.opening_edition.public_id, at)
    return _opened(pull, edition, _recorded([pull]))


def opening_entry(pull: Pull) -> Mapping[str, Any] | None:
    """Return what was kept of the pull's opening line, None without one. Raises as core.blobs.get."""
    entry: Mapping[str, Any] | None = json.loads(blobs.get(pull.produced_sha256)).get("opening")
    return entry


def hand_outs(
    pulls: Collection[Pull], editions: Mapping[int, Edition], manager: User, at: datetime
) -> list[HandedOut]:
    """Open several pulls of `editions`, which the caller has just found visible, given by primary key.

    One query, and one more where texts have opening lines. What `hand_out` would refuse is left out.
    """
    recorded, opened = _recorded(pulls), []
    openings = {pull.opening_edition_id for pull in pulls if pull.opening_edition_id}
    lost = openings - set(visible_by_key(manager, openings, at)) if openings else set()
    for pull in pulls:
        if pull.opening_edition_id in lost:
            continue
        try:
            opened.append(_opened(pull, editions[pull.edition_id], recorded))
        except Edition.DoesNotExist:
            continue
    return opened


def _opened(pull: Pull, edition: Edition, recorded: Collection[tuple[str, str]]) -> HandedOut:
    if (_subject(pull), pull.produced_sha256) not in recorded:
        logger.error("pull %s has no valid record and hands out nothing", pull.public_id)
        raise Edition.DoesNotExist
    try:
        produced = json.loads(blobs.get(pull.produced_sha256))
    except (FileNotFoundError, blobs.BlobChanged) as error:
        logger.exception("the bytes of pull %s are not what was handed out", pull.public_id)
        raise Edition.DoesNotExist from error
    small, large = (derivatives(edition.content, name) for name in ("thumbnail", "display"))
    pictures = tuple(Picture(small[original], large[original]) for original in produced["pictures"])
    action = call_to_action(produced.get("action"))
    code = action.picture if action else ""
    code_picture = Picture(small[code], large[code]) if code else None
    poster = _poster(produced.get("poster"), small, large)
    return HandedOut(pull, edition, produced["text"], pictures, action, code_picture, poster)


def _poster(
    entry: Mapping[str, Any] | None, small: Mapping[str, str], large: Mapping[str, str]
) -> OwnPoster | None:
    if entry is None:
        return None
    bare = Picture(small[entry["artwork"]], large[entry["artwork"]])
    return OwnPoster(entry["sha256"], bool(entry["address"]), entry["flaw"], bare)


def _recorded(pulls: Collection[Pull]) -> set[tuple[str, str]]:
    """Return what the ledger says was handed out of `pulls`: subject and hash."""
    head = LedgerHead.objects.filter(stream=Stream.PULLS)
    records = LedgerRecord.objects.filter(
        stream=Stream.PULLS,
        sequence__lte=Subquery(head.values("sequence")),
        event="edition.pulled",
        subject__in=[_subject(pull) for pull in pulls],
    )
    return set(records.order_by().values_list("subject", "subject_sha256"))


def _subject(pull: Pull) -> str:
    return f"pull:{pull.public_id}"
