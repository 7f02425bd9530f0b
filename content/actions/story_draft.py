"""A story's draft while its pictures are looked at. For the verbs of masking, in their transactions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.domain.masking import Box
from content.enums import ComponentState, MaskVerdict, RightsBasis
from content.kinds.base import opening_items
from content.models import Component, LibraryImage, Masking
from content.queries.masking import Source, source_of
from content.queries.stories import consent_of
from core import ledger
from core.actions import Conflict
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority


@dataclass(frozen=True, slots=True)
class Looking:
    """The draft as last saved, its row locked, and the picture that is looked at."""

    draft: Component
    source: Source


def look(component_id: UUID, sha256: str, actor: User) -> Looking:
    """Lock the piece and return it with its picture.

    Raises Component.DoesNotExist, Refused unless `actor` edits it, Conflict if it is not open for writing or
    has no such picture any more.
    """
    component = (
        Component.objects.select_for_update(of=("self",)).select_related("branch").get(public_id=component_id)
    )
    subject = f"component:{component.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)
    if component.state != ComponentState.DRAFT:
        raise Conflict(
            _("This piece is in review or closed meanwhile. Its pictures cannot be changed any more.")
        )
    draft = component.get_latest_revision_as_object()
    source = source_of(draft, sha256)
    if source is None:
        raise Conflict(_("Somebody has dealt with this picture meanwhile. Open “Mask pictures” again."))
    return Looking(draft, source)


def put_into_library(looking: Looking, file: ContentFile, actor: User) -> LibraryImage:
    """Return a new picture of the library, of the branch of the piece, to be used while the consent holds."""
    draft = looking.draft
    until: date | None = consent_of(draft).get("holds_until")
    image: LibraryImage = LibraryImage.objects.create(
        title=_("Picture of “%(title)s”") % {"title": draft.title},
        file=file,
        collection_id=draft.branch.collection_id,
        uploaded_by_user=actor,
        rights_basis=RightsBasis.CONSENT,
        rights_until=until,
    )
    return image


def place(looking: Looking, image: LibraryImage, actor: User) -> None:
    """Save a revision in which `image` stands where the picture stood, or everywhere if it is new."""
    body, channels = looking.draft.body.get_prep_value(), looking.draft.channels.get_prep_value()
    if looking.source.image is not None:
        body, channels = (_replaced(one, looking.source.image.pk, image.pk) for one in (body, channels))
    else:
        for block in body:
            if block["type"] == "story" and not block["value"].get("masked_picture"):
                block["value"]["masked_picture"] = image.pk
        for block in channels:
            block["value"]["pictures"].extend(opening_items(image.pk))
    _save(looking.draft, body, channels, actor)


def note(
    looking: Looking,
    verdict: MaskVerdict,
    result_sha256: str,
    boxes: Sequence[Box],
    actor: User,
    at: datetime,
) -> Masking:
    """Write down what was said of the picture, the ledger last."""
    made: Masking = Masking.objects.create(
        component_id=looking.draft.pk,
        source_sha256=looking.source.sha256,
        result_sha256=result_sha256,
        verdict=verdict,
        boxes=[
            {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "origin": box.origin}
            for box in boxes
        ],
        done_by=actor,
        done_at=at,
    )
    ledger.append(
        Stream.DECISIONS,
        f"picture.{verdict.value}",
        subject=f"component:{looking.draft.public_id}",
        subject_sha256=result_sha256,
        at=at,
        payload={
            "source_sha256": looking.source.sha256,
            "boxes": len(boxes),
            "proposed": sum(box.origin == "proposed" for box in boxes),
            "done_by": actor.actor,
        },
        personal={"done_by": str(actor)},
    )
    return made


def _replaced(value: Any, old: int, new: int) -> Any:
    """Pictures stand in raw streams as keys under "masked_picture", or as items of "pictures"."""
    for block in value:
        inner = block["value"]
        if inner.get("masked_picture") == old:
            inner["masked_picture"] = new
        for item in inner.get("pictures", []):
            if item["value"] == old:
                item["value"] = new
    return value


def _save(draft: Component, body: Any, channels: Any, actor: User) -> None:
    draft.body, draft.channels = body, channels
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.edit", user=actor, revision=revision, content_changed=True)
