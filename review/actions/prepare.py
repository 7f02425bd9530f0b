"""Prepare: everything slow that submission needs, done before its short transaction."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from wagtail.blocks.base import Block
from wagtail.images.models import Filter

from content.actions.note_blob import note_blob
from content.blocks.channels import ChannelsBlock
from content.blocks.checking import check
from content.domain import pictures
from content.domain.charts import with_chart
from content.domain.cited_facts import expired_facts
from content.domain.document import channel_texts, valid_from, valid_until
from content.domain.wecom_limits import Excess, excesses
from content.enums import Channel, ComponentState
from content.kinds import ProductNeed
from content.models import Component, LibraryImage
from content.models.media_files import all_of
from content.queries.charts import NotDrawn, charts, drawn, medium_of, smaller
from content.queries.freezing import chosen_images, document_of
from content.queries.media import PictureChanged, original_bytes
from content.queries.partner import partner_problems
from content.queries.products import withdrawn_words
from content.queries.stories import consent_problems
from core import blobs
from core.actions import Conflict
from core.clock import business_day
from core.domain import canonical
from review.actions.ask_for_reading import ask_for_reading
from review.domain.screening.result import ScreeningResult
from review.enums import ReadingState
from review.queries.links import link_problems
from review.queries.merge import merge_problems
from review.queries.readings import PictureState, picture_states, reading_problems, with_readings
from review.queries.screening import screen_document

logger = logging.getLogger(__name__)

DERIVATIVES = {
    "thumbnail": "fill-360x360|format-jpeg|jpegquality-80",
    "display": "max-1440x1080|format-jpeg|jpegquality-88",
}
"""What is shown and sent of a picture. 1440x1080 is the most that WeCom's moments take."""

MOST_DRAWN = 2_000
_drawn: dict[tuple[object, ...], dict[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft ready to be submitted, or the reasons why it is not.

    `draft_sha256` is of the document before its media were copied; submission compares it under the
    component's lock.
    """

    component_id: int
    revision_id: int
    document: dict[str, Any]
    draft_sha256: str
    body: bytes
    content_sha256: str
    screening: ScreeningResult
    problems: tuple[str, ...]
    pictures: tuple[PictureState, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether the words in a picture are still being read."""
        return any(one.state is ReadingState.WAITING for one in self.pictures)


def prepare(component: Component, at: datetime) -> Prepared:
    """Freeze the component's latest revision, copy its media into the blob store, screen it.

    Writes nothing but blobs, which are named by their content, for a story a note of them, so that they can
    be erased, and the wish that a picture be read which nobody has read yet. Hold no transaction. Raises
    Conflict for a story whose consent was withdrawn.
    """
    if component.is_of_gone_kind:
        raise Conflict(_("This kind of content is out of use. Begin a new piece of another kind instead."))
    draft = latest_draft(component)
    if draft.state == ComponentState.CLOSED:
        raise Conflict(_("The customer has withdrawn the consent. This piece is closed for good."))
    document: dict[str, Any] = document_of(draft)
    draft_sha256 = canonical.sha256(canonical.encode(document))
    images = {image.content_sha256: image for image in chosen_images(draft)}
    spoilt = [
        problem for entry in document["media"] for problem in _keep(draft, entry, images[entry["sha256"]])
    ]
    of_partner = tuple(partner_problems(document, at))
    ask_for_reading(images, at)
    states = picture_states(draft, images.values())
    document, undrawn = _with_charts(with_readings(document, states))
    body = canonical.encode(document)
    return Prepared(
        component_id=component.pk,
        revision_id=cast("int", component.latest_revision_id),
        document=document,
        draft_sha256=draft_sha256,
        body=body,
        content_sha256=canonical.sha256(body),
        screening=screen_document(document),
        problems=(
            *_problems(draft, document, at),
            *of_partner,
            *spoilt,
            *undrawn,
            *(() if spoilt else reading_problems(states)),
        ),
        pictures=states,
    )


def latest_draft(component: Component) -> Component:
    """Return the component as its latest revision is stored.

    Raises ValueError if it never had one, Conflict if the piece was deleted since `component` was read.
    """
    if component.latest_revision_id is None:
        raise ValueError("a component without a revision cannot be submitted")
    revision = component.revisions.filter(pk=component.latest_revision_id).first()
    if revision is None or revision.content_object is None:
        raise Conflict(_("This piece was deleted meanwhile. Nothing was submitted."))
    draft: Component = revision.as_object()
    return draft


def _keep(draft: Component, entry: dict[str, Any], image: LibraryImage) -> Iterator[str]:
    """Copy a picture and what is shown of it; yield in words why that cannot be.

    Derivatives are made of the very bytes whose hash was checked, never of renditions that lie about.
    """
    entry["derivatives"] = []
    try:
        original = original_bytes(image)
    except PictureChanged:
        logger.exception("the file of picture %s is not the one that came in", image.pk)
        yield _(
            "The file of picture “%(title)s” was changed or lost since it was uploaded. Upload it again."
        ) % {"title": image.title}
        return
    note_blob(draft, image.content_sha256)
    blobs.put(original)
    entry["octets"] = len(original)
    entry["derivatives"] = [_derivative(draft, name, image, original) for name in sorted(DERIVATIVES)]


def _derivative(draft: Component, name: str, image: LibraryImage, original: bytes) -> dict[str, Any]:
    """Return what `name` makes of the picture. The same bytes give the same: as long as that is kept, it is
    drawn once a process.
    """
    wanted = Filter(spec=DERIVATIVES[name])
    drawn_of = (image.content_sha256, name, wanted.get_cache_key(image), image.is_partner_original)
    known = _drawn.get(drawn_of)
    if known is not None:
        note_blob(draft, known["sha256"])
        if blobs.exists(known["sha256"]):
            return dict(known)
    source = File(BytesIO(original), name=image.file.name)
    with image.generate_rendition_file(wanted, source=source) as file:
        content = all_of(file)
    note_blob(draft, canonical.sha256(content))
    if len(_drawn) >= MOST_DRAWN:
        _drawn.clear()
    _drawn[drawn_of] = _kept(name, content)
    return dict(_drawn[drawn_of])


def _kept(name: str, content: bytes) -> dict[str, Any]:
    width, height = pictures.size_of(content)
    return {
        "name": name,
        "sha256": blobs.put(content),
        "mime": "image/jpeg",
        "width": width,
        "height": height,
        "octets": len(content),
    }


def _with_charts(document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the document with its charts drawn and kept, and why a chart is not among them."""
    problems = []
    for chart in charts(document):
        try:
            content = drawn(chart)
        except NotDrawn as reason:
            problems.append(str(reason))
            continue
        blobs.put(content)
        derivatives = [_kept(name, one) for name, one in sorted(smaller(content).items())]
        document = with_chart(document, chart, {**medium_of(chart, content), "derivatives": derivatives})
        problems.extend(_crowded(document))
    return document, problems


def _crowded(document: dict[str, Any]) -> Iterator[str]:
    for one in channel_texts(document):
        for excess, count, limit in excesses(one.channel, one.text, len(one.pictures)):
            if excess is Excess.PICTURES:
                yield _(
                    "With the chart there are %(count)d pictures for %(channel)s; WeCom takes at most "
                    "%(limit)d. Take one out."
                ) % {"count": count, "limit": limit, "channel": Channel(one.channel).label}


def _problems(draft: Component, document: dict[str, Any], at: datetime) -> Iterator[str]:
    """Yield in words what is missing before this can be reviewed."""
    if not draft.title.strip():
        yield _("Give it a title.")
    if draft.declaration.product is ProductNeed.MUST and draft.product is None:
        yield _("Choose the product that this is about.")
    if draft.product is not None and draft.product.is_withdrawn:
        yield withdrawn_words(draft.product)
    if not draft.segments:
        yield _("Choose at least one customer segment.")
    yield from consent_problems(draft)
    yield from _fact_problems(document, at)
    yield from link_problems(document, at)
    yield from merge_problems(document)
    yield from _validity_problems(document, at)
    yield from _block_problems(draft.declaration.body_block(), draft.body, _("Content"))
    if draft.channels:
        yield from _block_problems(ChannelsBlock(), draft.channels, _("Channel texts"))
    elif draft.declaration.needs_channels:
        yield _("Write a text for at least one channel.")


def _fact_problems(document: dict[str, Any], at: datetime) -> Iterator[str]:
    for fact in expired_facts(document, business_day(at)):
        yield _(
            "The fact “%(label)s %(value)s” expired on %(day)s: choose its newest value, or take it out."
        ) % {"label": fact["label"], "value": f"{fact['value']}{fact['unit']}", "day": fact["expires_on"]}


def _validity_problems(document: dict[str, Any], at: datetime) -> Iterator[str]:
    validity = document["validity"]
    if validity["from"] is None or validity["until"] is None:
        yield _("Say from when until when it is valid.")
    elif valid_until(document) <= valid_from(document):
        yield _(
            "It would end before it begins: look at its validity, its market day, its facts, its "
            "pictures' rights and its group codes."
        )
    elif valid_until(document) <= at:
        yield _("Its validity is over already.")


def _block_problems(block: Block, value: Any, label: str) -> Iterator[str]:
    try:
        check(block, value)
    except ValidationError as error:
        yield _("%(part)s is not complete: %(problem)s") % {"part": label, "problem": " ".join(_words(error))}


def _words(error: ValidationError) -> Iterator[str]:
    """Yield each distinct message in a tree of block errors."""
    seen: set[str] = set()
    pending: list[Any] = [error]
    while pending:
        current = pending.pop(0)
        nested = [
            *_values(getattr(current, "block_errors", None)),
            *_values(getattr(current, "non_block_errors", None)),
        ]
        if nested:
            pending.extend(nested)
        elif isinstance(current, ValidationError):
            for message in current.messages:
                if message not in seen:
                    seen.add(message)
                    yield message
        elif isinstance(current, str) and current not in seen:
            seen.add(current)
            yield current


def _values(errors: Any) -> list[Any]:
    if not errors:
        return []
    return [one for one in (errors.values() if isinstance(errors, dict) else errors) if one]
