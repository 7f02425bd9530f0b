"""Customers' stories as managers send them in, until an editor has masked and finished them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.demo.drawing import PHOTO, draw_photo
from cms.demo.reading import Event, Piece, table
from cms.demo.staff import user
from cms.demo.timetable import Timetable
from cms.demo.writing import Words, component_id, date_back, stable_id
from content.actions.hold_picture import hold_picture
from content.actions.mask_picture import mask_picture
from content.actions.take_story import Telling, take_story
from content.domain.masking import Box
from content.enums import Channel, MaskStyle
from content.models import Component, Story
from content.models.media_files import accept_picture
from content.queries.masking import masked, sources_of
from review.actions.withdraw_consent import withdraw_consent
from review.enums import WithdrawalGround
from review.models import ConsentWithdrawal


def is_sent(piece: Piece, number: int, event: Event) -> bool:
    """Return whether the manager has sent the story in."""
    return Story.objects.filter(request_key=stable_id(piece.code)).exists()


def send(timetable: Timetable, piece: Piece, number: int, event: Event, at: datetime) -> None:
    """Hold the pictures and take the story. Hold no transaction."""
    manager, sent = user(event.by), piece.sent
    held = [
        hold_picture(accept_picture(_photo(name), f"{name}.jpg"), actor=manager, at=at)
        for name in sent["photos"]
    ]
    telling = Telling(
        told=sent["told"].strip(),
        consent_number=sent["consent_number"],
        given_on=timetable.on(sent["given_on"]),
        holds_until=timetable.on(sent["holds_until"]),
        channels=tuple(Channel(one) for one in sent["channels"]),
        pictures=tuple(one.public_id for one in held),
        request_key=stable_id(piece.code),
    )
    date_back(take_story(telling, actor=manager, at=at).component, at)


def is_masked(piece: Piece, number: int, event: Event) -> bool:
    """Return whether every picture that came with the story was masked."""
    component = _component(piece)
    return component is not None and component.maskings.count() >= len(piece.sent["photos"])


def mask(piece: Piece, number: int, event: Event, at: datetime) -> None:
    """Mask what the library says of each picture. Hold no transaction."""
    component = _component(piece)
    if component is None:
        raise Component.DoesNotExist(piece.code)
    waiting = [one for one in sources_of(component.get_latest_revision_as_object()) if one.image is None]
    for source in waiting:
        boxes = [_box(one) for one in piece.sent["masks"]]
        picture = masked(source, boxes, MaskStyle(piece.sent["style"]))
        mask_picture(component.public_id, source.sha256, picture, boxes, actor=user(event.by), at=at)
    date_back(component, at)


def is_finished(piece: Piece, number: int, event: Event) -> bool:
    """Return whether the editor has given the story its title and its words."""
    component = _component(piece)
    return component is not None and component.title == piece.title


@transaction.atomic
def finish(timetable: Timetable, piece: Piece, number: int, event: Event, at: datetime) -> None:
    """Save a revision with title, segments, validity and the words of each channel."""
    component = _component(piece)
    if component is None:
        raise Component.DoesNotExist(piece.code)
    draft, editor, words = component.get_latest_revision_as_object(), user(event.by), Words(piece, timetable)
    channels = draft.channels.get_prep_value()
    for block in channels:
        block["value"]["text"] = words.dated(piece.channels[block["type"]].text)
    draft.title, draft.channels, draft.segments = piece.title, channels, list(piece.segments)
    draft.valid_from, draft.valid_until = (timetable.time(one) for one in piece.valid)
    draft.save()
    revision = draft.save_revision(user=editor, clean=False)
    log(instance=draft, action="wagtail.edit", user=editor, revision=revision, content_changed=True)
    date_back(draft, at)


def is_taken_back(piece: Piece, number: int, event: Event) -> bool:
    """Return whether the customer's consent was withdrawn."""
    return ConsentWithdrawal.objects.filter(component__public_id=component_id(piece.code)).exists()


def take_back(piece: Piece, number: int, event: Event, at: datetime) -> None:
    """Withdraw the consent in the customer's name."""
    withdraw_consent(component_id(piece.code), ground=WithdrawalGround.CUSTOMER, actor=user(event.by), at=at)


def _component(piece: Piece) -> Component | None:
    found: Component | None = Component.objects.filter(public_id=component_id(piece.code)).first()
    return found


def _photo(name: str) -> bytes:
    words: dict[str, Any] = next(one for one in table("pictures")["photos"] if one["name"] == name)
    return draw_photo(**{key: value for key, value in words.items() if key != "name"})


def _box(corners: Sequence[float]) -> Box:
    """Corners are told in parts of a hundred of width and height."""
    left, top, right, bottom = corners
    width, height = PHOTO
    return Box(
        x=round(left * width / 100),
        y=round(top * height / 100),
        width=round((right - left) * width / 100),
        height=round((bottom - top) * height / 100),
    )
