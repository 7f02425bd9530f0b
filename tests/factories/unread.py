"""Pieces with a picture that was not read."""

from typing import Any

from content.models import Component
from core import clock
from review.actions.type_transcript import type_transcript
from review.domain.pictures.reading import READER
from review.enums import ReadingTrouble
from review.models import PictureReading, WaitingPicture
from tests.factories.content import ImageFactory
from tests.factories.review import make_component


def unread_piece(
    *, trouble: ReadingTrouble | None = ReadingTrouble.TOO_SLOW, typed: str = "", **traits: Any
) -> tuple[Component, str]:
    """Return a draft with one picture and the picture's SHA-256: it could not be read, or waits without
    `trouble`; `typed` is what its editor wrote down.
    """
    component = make_component(**traits)
    image = ImageFactory(branch=component.branch, title="海报")
    draft = component.get_latest_revision_as_object()
    draft.channels[0].value["pictures"].append(image)
    draft.save()
    draft.save_revision(user=component.created_by, clean=False)
    sha256 = image.content_sha256
    forget(sha256, trouble)
    component = Component.objects.get(pk=component.pk)
    if typed:
        type_transcript(component.public_id, sha256, typed, actor=component.created_by, at=clock.now())
    return component, sha256


def forget(sha256: str, trouble: ReadingTrouble | None = None) -> None:
    """Let the picture count as not read."""
    PictureReading.objects.filter(sha256=sha256).update(result=b"", erased_at=clock.now())
    WaitingPicture.objects.update_or_create(
        sha256=sha256,
        reader=READER,
        defaults={"trouble": trouble or "", "asked_at": clock.now(), "due_at": clock.now()},
    )
