"""From a component to its canonical document: the one function that reads all typed blocks.

Figures become strings, moments UTC, pictures their SHA-256, chosen facts their values as they are now.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import singledispatch
from typing import Any

from django.utils import timezone
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.action import LinkBlock, TechnicalBlock
from content.blocks.channels import ChannelBlock, WordingBlock
from content.domain.cited_facts import earliest_expiry
from content.domain.document import FOR_PERSONAS, MAIN_WORDING, SCHEMA
from content.domain.links import earliest_code_expiry
from content.domain.partner import approved_until
from content.models import Component, Fact, LibraryImage, Product
from content.queries.partner import partner_entry
from core import sanitising
from core.domain import canonical
from core.domain.canonical import Canonical


def document_of(component: Component) -> dict[str, Canonical]:
    """Return the canonical document of `component` as it stands, media by hash. Touches no file.

    Fit for previews of incomplete drafts too: what is missing is null or empty. The validity that is written
    is the component's own, ended early by its kind's freshness, by the end of its pictures' rights, by the
    expiry of the facts and group codes in it, and by the end of a partner's approval.
    """
    images = list(chosen_images(component))
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "component": str(component.public_id),
        "kind": component.kind,
        "branch": component.branch.code,
        "title": component.title,
        "voice": {"code": component.voice},
        "audience": {"segments": sorted(component.segments), "tier": component.tier},
        "product": _product(component.product),
        "body": freeze(component.body.stream_block, component.body),
        "channels": freeze(component.channels.stream_block, component.channels),
        "media": [_medium(image) for image in images],
    }
    if (partner := partner_entry(component, document)) is not None:
        document["partner"] = partner
    document["validity"] = _validity(component, document, images)
    return document


def chosen_images(component: Component) -> Iterator[LibraryImage]:
    """Yield each picture that the component uses, once, in the order of their ids."""
    found = {
        image.pk: image
        for stream in (component.body, component.channels)
        for image in _images(stream.stream_block, stream)
    }
    yield from (found[key] for key in sorted(found))


@singledispatch
def freeze(block: blocks.Block, value: Any) -> Any:
    """Return the frozen form of one block's value. Raises TypeError for a block that nobody has taught it."""
    raise TypeError(f"{type(block).__name__} has no frozen form")


@freeze.register
def _stream(block: blocks.BaseStreamBlock, value: Any) -> Any:
    return [
        {
            "id": child.id or f"new-{position}",
            "type": child.block_type,
            "value": freeze(child.block, child.value),
        }
        for position, child in enumerate(value)
    ]


@freeze.register
def _struct(block: blocks.BaseStructBlock, value: Any) -> Any:
    return {name: freeze(child, value.get(name)) for name, child in block.child_blocks.items()}


@freeze.register
def _channel(block: ChannelBlock, value: Any) -> Any:
    parts = {name: child for name, child in block.child_blocks.items() if name != FOR_PERSONAS}
    frozen = {name: freeze(child, value.get(name)) for name, child in parts.items()}
    marked = [(MAIN_WORDING, value.get(FOR_PERSONAS))]
    marked += [
        (item["id"], wording.get(FOR_PERSONAS))
        for item, wording in zip(frozen["variants"], value["variants"], strict=True)
    ]
    marks = [{"id": key, "value": {"codes": " ".join(sorted(codes))}} for key, codes in marked if codes]
    return {**frozen, FOR_PERSONAS: marks} if marks else frozen


@freeze.register
def _wording(block: WordingBlock, value: Any) -> Any:
    """For whom it is stands beside the wordings, so that a marked one is the same text as before."""
    return freeze(block.child_blocks["text"], value["text"])


@freeze.register
def _list(block: blocks.ListBlock, value: Any) -> Any:
    return [
        {"id": child.id or f"new-{position}", "value": freeze(block.child_block, child.value)}
        for position, child in enumerate(value.bound_blocks)
    ]


@freeze.register
def _rich_text(block: blocks.RichTextBlock, value: Any) -> Any:
    return {"html": sanitising.clean(value.source if value else "")}


@freeze.register(blocks.CharBlock)
@freeze.register(blocks.TextBlock)
def _text(block: Any, value: str | None) -> Any:
    return value or ""


@freeze.register
def _link(block: LinkBlock, value: str | None) -> Any:
    return {"link": value} if value else None


@freeze.register
def _technical(block: TechnicalBlock, value: str | None) -> Any:
    return {"code": value} if value else None


@freeze.register
def _decimal(block: blocks.DecimalBlock, value: Any) -> Any:
    return None if value is None else {"decimal": canonical.decimal(value)}


@freeze.register
def _whole_number(block: blocks.IntegerBlock, value: int | None) -> Any:
    return None if value is None else {"decimal": str(value)}


@freeze.register
def _code(block: blocks.ChoiceBlock, value: str | None) -> Any:
    return {"code": value} if value else None


@freeze.register
def _date(block: blocks.DateBlock, value: date | None) -> Any:
    return None if value is None else {"date": canonical.day(value)}


@freeze.register
def _date_time(block: blocks.DateTimeBlock, value: datetime | None) -> Any:
    if value is None:
        return None
    return {"moment": canonical.moment(value if timezone.is_aware(value) else timezone.make_aware(value))}


@freeze.register
def _image(block: ImageChooserBlock, value: LibraryImage | None) -> Any:
    return None if value is None else {"picture": value.content_sha256}


@freeze.register
def _fact(block: SnippetChooserBlock, value: Fact | None) -> Any:
    if value is None:
        return None
    return {
        "fact": {
            "id": value.pk,
            "product": value.product.code if value.product else None,
            "subject": value.subject,
            "label": value.label,
            "value": value.value,
            "unit": value.unit,
            "as_of": canonical.day(value.as_of),
            "source": value.source,
            "source_url": value.source_url,
            "expires_on": canonical.day(value.expires_on),
        }
    }


def _product(product: Product | None) -> Any:
    if product is None:
        return None
    return {
        "code": product.code,
        "name": product.name,
        "type": product.product_type,
        "risk": product.risk,
        "issuer": product.issuer,
        "is_agency": product.is_agency,
        "is_private": product.is_private,
        "registration_code": product.registration_code,
    }


def _medium(image: LibraryImage) -> dict[str, Any]:
    return {
        "sha256": image.content_sha256,
        "title": image.title,
        "description": image.description,
        "width": image.width,
        "height": image.height,
        "octets": image.file_size,
        "partner_original": image.is_partner_original,
        "rights": {
            "basis": image.rights_basis,
            "holder": image.rights_holder,
            "until": canonical.day(image.rights_until) if image.rights_until else None,
        },
    }


def _validity(component: Component, document: dict[str, Any], images: list[LibraryImage]) -> dict[str, Any]:
    ends = [
        component.valid_until,
        None if component.is_of_gone_kind else component.declaration.stale_at(document),
        *(_end_of(one.rights_until) for one in images),
        _end_of(earliest_expiry(document)),
        earliest_code_expiry(document),
        _end_of(approved_until(document)),
    ]
    known = [end for end in ends if end is not None]
    return {
        "from": canonical.moment(component.valid_from) if component.valid_from else None,
        "until": canonical.moment(min(known)) if known else None,
    }


def _end_of(day: date | None) -> datetime | None:
    """Rights and facts hold to the end of their last day in business time."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, datetime.max.time().replace(microsecond=0)))


def _images(block: blocks.Block, value: Any) -> Iterator[LibraryImage]:
    if isinstance(block, ImageChooserBlock):
        if value is not None:
            yield value
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _images(child.block, child.value)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _images(child_block, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _images(block.child_block, item)
