"""Writing a piece of the library as its author would: a component with its revision, through Wagtail."""

import html
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.demo.pictures import picture
from cms.demo.products import fact
from cms.demo.reading import Piece
from cms.demo.staff import user
from cms.demo.timetable import Timetable
from content.actions.declare_nothing_to_mask import declare_nothing_to_mask
from content.actions.note_received import note_received
from content.domain.document import FOR_PERSONAS
from content.enums import ChartShape, Origin
from content.models import Component, Partner, Product, Story, WeeklyColumn, proxy_for
from content.queries.charts import chart_font
from content.queries.masking import as_it_is, source_of
from content.queries.stories import unlooked_images
from people.models import Branch, User

NAMESPACE = UUID("6f1d9d0a-5a0c-4d0e-9a51-0d5f6f2f7c11")
SENT_IN = "sent/"
"""How the codes of pieces begin that managers sent in."""

RICH_TEXT = frozenset({"thesis", "lesson_text"})
PICTURES = frozenset({"sticker", "artwork", "masked_picture", "picture", "answer_picture"})


def stable_id(name: str) -> UUID:
    """Return the id that the demo gives to what it calls `name`, the same at every start."""
    return uuid5(NAMESPACE, name)


@transaction.atomic
def write(piece: Piece, number: int, author: str, timetable: Timetable, at: datetime) -> Component:
    """Save the first or second writing of `piece` as the newest revision of its component and return that.

    Saving notes what the piece refers to; its revision says the same, so that is not noted again.
    """
    writing, editor = piece.writing(number), user(author)
    component = Component.objects.filter(public_id=stable_id(piece.code)).first() or proxy_for(piece.kind)(
        public_id=stable_id(piece.code), branch=Branch.objects.get(code=piece.branch), created_by=editor
    )
    for name, value in _columns(writing, timetable).items():
        setattr(component, name, value)
    component.save()
    with disable_reference_index_auto_update():
        revision = component.save_revision(user=editor, clean=False)
    verb = "wagtail.create" if number == 1 else "wagtail.edit"
    log(instance=component, action=verb, user=editor, revision=revision, content_changed=True)
    _look_at_pictures(component, editor, at)
    date_back(component, at)
    if writing.partner:
        note_received(component, actor=editor, at=at)
    return component


def date_back(component: Component, at: datetime) -> None:
    """Date what was just written of `component`, its log included, at `at`.

    Wagtail and `auto_now_add` stamp the present: rows would be younger than the case that follows from them.
    """
    component.revisions.filter(created_at__gt=at).update(created_at=at)
    Component.objects.filter(pk=component.pk, created_at__gt=at).update(created_at=at)
    types = ContentType.objects.get_for_models(
        Component, proxy_for(component.kind), for_concrete_models=False
    )
    ModelLogEntry.objects.filter(
        content_type__in=types.values(), object_id=str(component.pk), timestamp__gt=at
    ).update(timestamp=at)


def component_id(code: str) -> UUID:
    """Return the public id of the piece that the library calls `code`, written or not.

    What a manager sent in got its id from the action that took it.
    """
    if not code.startswith(SENT_IN):
        return stable_id(code)
    sent = Story.objects.filter(request_key=stable_id(code)).values_list("component__public_id", flat=True)
    return sent.first() or stable_id(code)


def _look_at_pictures(component: Component, editor: User, at: datetime) -> None:
    """The stories' pictures are drawn: nobody can be known by them, and the author says so."""
    if component.declaration.rests_on_consent:
        for image in unlooked_images(component):
            source = source_of(component, image.content_sha256)
            if source is not None:
                declare_nothing_to_mask(
                    component.public_id, source.sha256, as_it_is(source), actor=editor, at=at
                )


def _columns(writing: Piece, timetable: Timetable) -> dict[str, Any]:
    own = timetable.shifted(writing.day)
    begin, end = writing.valid
    words = Words(writing, own)
    return {
        "title": words.dated(writing.title),
        "product": Product.objects.get(code=writing.product) if writing.product else None,
        "column": WeeklyColumn.objects.get(code=writing.column) if writing.column else None,
        "voice": writing.voice,
        "segments": list(writing.segments),
        "tier": writing.tier,
        "valid_from": own.time(begin),
        "valid_until": own.time(end),
        "body": json.dumps([words.block(name, value) for name, value in writing.body.items()]),
        "channels": json.dumps([words.channel(name) for name in writing.channels]),
        **_origin(writing, own),
    }


def _origin(writing: Piece, own: Timetable) -> dict[str, Any]:
    if not writing.partner:
        return {}
    return {
        "origin": Origin.PARTNER,
        "partner": Partner.objects.get(code=writing.partner["code"]),
        "approval_number": writing.partner["approval_number"],
        "approved_until": own.on(writing.partner["approved_until"]),
    }


class Words:
    """The blocks of one writing, raw as StreamField keeps them, with their dates and with stable ids."""

    def __init__(self, writing: Piece, timetable: Timetable) -> None:
        self.writing, self.timetable = writing, timetable

    def dated(self, text: str) -> str:
        """Return `text` with its dates."""
        return self.timetable.words(text).strip()

    def block(self, name: str, value: Any) -> dict[str, Any]:
        """Return one block of the body."""
        raw = _paragraphs(self.dated(value)) if name in RICH_TEXT else self._member(name, value, name)
        return {"type": name, "value": raw, "id": self._id(name)}

    def channel(self, name: str) -> dict[str, Any]:
        """Return one channel's block."""
        words = self.writing.channels[name]
        pictures = [
            {"type": "item", "value": picture(one).pk, "id": self._id(f"{name}/{one}")}
            for one in words.pictures
        ]
        value = {"text": self.dated(words.text), "pictures": pictures}
        if words.variants:
            value["variants"] = self._raw(words.variants, f"{name}/variants")
        if words.action:
            value["action"] = [self._action(name, words.action)]
        return {"type": name, "value": value, "id": self._id(name)}

    def _action(self, channel: str, action: Mapping[str, Any]) -> dict[str, Any]:
        place = f"{channel}/action"
        value = {key: self._member(key, one, place) for key, one in action.items() if key != "type"}
        return {"type": action["type"], "value": value, "id": self._id(place)}

    def _raw(self, value: Any, place: str) -> Any:
        if isinstance(value, str):
            return self.dated(value)
        if isinstance(value, list | tuple):
            return [
                {
                    "type": "item",
                    "value": self._raw(one, f"{place}/{position}"),
                    "id": self._id(f"{place}/{position}"),
                }
                for position, one in enumerate(value)
            ]
        if isinstance(value, Mapping):
            return {key: self._member(key, one, f"{place}/{key}") for key, one in value.items()}
        return value

    def _member(self, key: str, value: Any, place: str) -> Any:
        if key == FOR_PERSONAS:
            return value
        if key == "fact":
            return fact(value).pk
        if key == "shape" and chart_font() is None:
            return ChartShape.TABLE
        if key in PICTURES:
            return picture(value).pk
        return self._raw(value, place)

    def _id(self, place: str) -> str:
        return str(stable_id(f"{self.writing.code}/{place}"))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in text.split("\n\n"))
