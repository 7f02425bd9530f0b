"""Readings of pictures as the work loop writes them."""

from typing import Any

from django.apps import apps

from core import clock
from core.domain import canonical
from review.domain.pictures.reading import READER, Area, Reading, SeenCode, Words


def words(*lines: str, width: int = 400) -> tuple[Words, ...]:
    """Return a line of words for each text, one below the other."""
    return tuple(
        Words(text, Area(20, 20 + 40 * number, width - 40, 30), 98) for number, text in enumerate(lines)
    )


def code(content: str) -> SeenCode:
    return SeenCode(content, "QRCode", Area(100, 300, 80, 80))


def read(image: Any, *lines: str, codes: tuple[str, ...] = ()) -> Any:
    """Note that `image` was read, with these lines and codes in it. Takes the place of an earlier reading."""
    made = Reading(image.width, image.height, words(*lines, width=image.width), tuple(map(code, codes)))
    return note(image.content_sha256, made)


def note(sha256: str, reading: Reading) -> Any:
    """Keep `reading` as today's of the picture."""
    model = apps.get_model("review.PictureReading")
    model.objects.filter(sha256=sha256, erased_at=None).update(result=b"", erased_at=clock.now())
    apps.get_model("review.WaitingPicture").objects.filter(sha256=sha256).delete()
    body = canonical.encode(reading.to_jsonable())
    return model.objects.create(
        sha256=sha256,
        reader=READER,
        result=body,
        result_sha256=canonical.sha256(body),
        read_at=clock.now(),
    )


def note_as_empty(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of post_save: a picture of the library has no words in it, unless it was read already."""
    if sender._meta.label != "content.LibraryImage" or raw or not instance.content_sha256:
        return
    known = apps.get_model("review.PictureReading").objects.filter(
        sha256=instance.content_sha256, reader=READER, erased_at=None
    )
    if not known.exists():
        note(instance.content_sha256, Reading(instance.width, instance.height))
