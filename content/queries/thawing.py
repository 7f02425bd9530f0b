"""From a canonical document back to what a StreamField stores: the inverse of content.queries.freezing."""

from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.permissions import policy_registry
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.action import LinkBlock, TechnicalBlock
from content.blocks.channels import ChannelBlock, WordingBlock
from content.domain.document import FOR_PERSONAS, MAIN_WORDING, Document
from content.models import LibraryImage
from people.models import User

RENDITION = "max-900x900"

Pictures = Mapping[str, int]
"""Primary keys of library pictures by the SHA-256 of their files."""


def pictures_for(documents: Iterable[Document], user: User) -> dict[str, int]:
    """Return, of the pictures in `documents`, those that `user` may choose or look at. One query.

    Of several with the same bytes the oldest counts.
    """
    return {sha256: image.pk for sha256, image in _reachable(documents, user).items()}


def picture_addresses(document: Document, user: User) -> dict[str, str]:
    """Return where the desk shows the pictures of `document` that `user` may look at, by their SHA-256."""
    found = _reachable([document], user)
    return {sha256: image.get_rendition(RENDITION).url for sha256, image in found.items()}


def _reachable(documents: Iterable[Document], user: User) -> dict[str, LibraryImage]:
    wanted = {entry["sha256"] for document in documents for entry in document["media"]}
    policy = policy_registry.get_by_type(LibraryImage)
    reachable = policy.instances_user_has_any_permission_for(user, ["choose", "view"])
    found = reachable.filter(content_sha256__in=wanted).order_by("-pk")
    return {image.content_sha256: image for image in found}


@singledispatch
def thaw(block: blocks.Block, frozen: Any, pictures: Pictures) -> Any:
    """Return the raw value of a block. What is missing, a picture out of reach too, is empty.

    Raises TypeError for a block that nobody has taught it.
    """
    raise TypeError(f"{type(block).__name__} has no frozen form")


@thaw.register
def _struct(block: blocks.BaseStructBlock, frozen: Any, pictures: Pictures) -> Any:
    return {
        name: thaw(child, frozen[name], pictures)
        for name, child in block.child_blocks.items()
        if name in frozen
    }


@thaw.register
def _channel(block: ChannelBlock, frozen: Any, pictures: Pictures) -> Any:
    """What is said of a wording that is not there any more goes with it."""
    marks = {item["id"]: item["value"]["codes"].split() for item in frozen.get(FOR_PERSONAS, ())}
    parts = {name: child for name, child in block.child_blocks.items() if name != FOR_PERSONAS}
    raw = {name: thaw(child, frozen[name], pictures) for name, child in parts.items() if name in frozen}
    for item in raw.get("variants", ()):
        item["value"] = {"text": item["value"], FOR_PERSONAS: marks.get(item["id"], [])}
    return {**raw, FOR_PERSONAS: marks.get(MAIN_WORDING, [])}


@thaw.register
def _list(block: blocks.ListBlock, frozen: Any, pictures: Pictures) -> Any:
    items = [(item["id"], thaw(block.child_block, item["value"], pictures)) for item in frozen]
    return [{"type": "item", "value": value, "id": key} for key, value in items if value is not None]


@thaw.register
def _stream(block: blocks.BaseStreamBlock, frozen: Any, pictures: Pictures) -> Any:
    return [
        {
            "type": one["type"],
            "value": thaw(block.child_blocks[one["type"]], one["value"], pictures),
            "id": one["id"],
        }
        for one in frozen
    ]


@thaw.register(LinkBlock)
@thaw.register(TechnicalBlock)
def _technical(block: Any, frozen: Any, pictures: Pictures) -> Any:
    return "" if frozen is None else next(iter(frozen.values()))


@thaw.register(WordingBlock)
@thaw.register(blocks.CharBlock)
@thaw.register(blocks.TextBlock)
def _text(block: Any, frozen: Any, pictures: Pictures) -> Any:
    return frozen


@thaw.register(blocks.RichTextBlock)
@thaw.register(blocks.DecimalBlock)
@thaw.register(blocks.ChoiceBlock)
@thaw.register(blocks.DateBlock)
@thaw.register(blocks.DateTimeBlock)
def _typed(block: Any, frozen: Any, pictures: Pictures) -> Any:
    return None if frozen is None else next(iter(frozen.values()))


@thaw.register
def _whole_number(block: blocks.IntegerBlock, frozen: Any, pictures: Pictures) -> Any:
    return None if frozen is None else int(frozen["decimal"])


@thaw.register
def _image(block: ImageChooserBlock, frozen: Any, pictures: Pictures) -> Any:
    return None if frozen is None else pictures.get(frozen["picture"])


@thaw.register
def _fact(block: SnippetChooserBlock, frozen: Any, pictures: Pictures) -> Any:
    return None if frozen is None else frozen["fact"]["id"]
