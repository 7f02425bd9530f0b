"""What is known of the words in a piece's pictures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from content.models import Component, LibraryImage
from review.domain.pictures.reading import READER, Reading
from review.enums import ReadingState, ReadingTrouble
from review.models import PictureReading, PictureTranscript, WaitingPicture
from review.models.reading import ReadingTampered
from review.queries.reader_process import INSTALL, is_installed


@dataclass(frozen=True, slots=True)
class PictureState:
    """A picture of a piece: whether its words are known, and if so the reading, or what somebody typed."""

    sha256: str
    title: str
    width: int
    height: int
    state: ReadingState
    reading: Reading | None = None
    typed: str = ""
    trouble: str = ""
    asked_at: datetime | None = None

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def trouble_label(self) -> str:
        return str(ReadingTrouble(self.trouble).label) if self.trouble else ""

    @property
    def may_be_typed(self) -> bool:
        """Whether an author may write down the words, because the reader could not."""
        return self.state in {ReadingState.FAILED, ReadingState.TYPED}

    @property
    def frozen(self) -> dict[str, Any] | None:
        """What of it stands in a candidate's document, or None while nothing is known."""
        if self.reading is not None:
            return {"reader": READER, **self.reading.to_jsonable()}
        if self.typed:
            return {"reader": "", **Reading(self.width, self.height).to_jsonable(), "typed": self.typed}
        return None


def picture_states(component: Component, images: Iterable[LibraryImage]) -> tuple[PictureState, ...]:
    """Return the state of each picture, once, in order. Three queries however many they are."""
    pictures = {image.content_sha256: image for image in images}
    if not pictures:
        return ()
    read = {
        one.sha256: one
        for one in PictureReading.objects.filter(sha256__in=pictures, reader=READER, erased_at=None)
    }
    typed = {
        one.sha256: one.text
        for one in PictureTranscript.objects.filter(
            component_public_id=component.public_id, sha256__in=pictures
        )
    }
    waiting = {one.sha256: one for one in WaitingPicture.objects.filter(sha256__in=pictures, reader=READER)}
    return tuple(
        _state(image, read.get(digest), typed.get(digest, ""), waiting.get(digest))
        for digest, image in pictures.items()
    )


def with_readings(document: Mapping[str, Any], states: Sequence[PictureState]) -> dict[str, Any]:
    """Return `document` with what is known of its pictures' words beside them."""
    known = {one.sha256: one.frozen for one in states}
    media = [
        {**entry, "reading": frozen} if (frozen := known.get(entry["sha256"])) is not None else entry
        for entry in document["media"]
    ]
    return {**document, "media": media}


def reading_problems(states: Sequence[PictureState]) -> Iterator[str]:
    """Yield in words why the piece cannot be submitted yet because of what nobody has read."""
    if any(one.state is ReadingState.NO_READER for one in states):
        yield _(
            "The words in pictures cannot be read on this system, so no piece with pictures can be "
            "submitted. An administrator installs what is missing: %(command)s"
        ) % {"command": INSTALL}
    for one in states:
        if one.state is ReadingState.WAITING:
            yield _(
                "The words in picture “%(title)s” are being read. It can be submitted once that is done."
            ) % {"title": one.title}
        elif one.state is ReadingState.FAILED:
            yield _(
                "The words in picture “%(title)s” could not be read (%(trouble)s). Have it read again, or "
                "type them below."
            ) % {"title": one.title, "trouble": one.trouble_label}


def _state(
    image: LibraryImage, read: PictureReading | None, typed: str, waiting: WaitingPicture | None
) -> PictureState:
    trouble = waiting.trouble if waiting else ""
    reading = None
    if read is not None:
        try:
            reading = read.reading
        except ReadingTampered:
            trouble = ReadingTrouble.CHANGED.value
    return PictureState(
        sha256=image.content_sha256,
        title=image.title,
        width=image.width,
        height=image.height,
        state=_which(reading, typed, trouble),
        reading=reading,
        typed="" if reading else typed,
        trouble=trouble,
        asked_at=waiting.asked_at if waiting else None,
    )


def _which(reading: Reading | None, typed: str, trouble: str) -> ReadingState:
    if reading is not None:
        return ReadingState.READ
    if typed:
        return ReadingState.TYPED
    if trouble:
        return ReadingState.FAILED
    return ReadingState.WAITING if is_installed() else ReadingState.NO_READER
