"""Show a canonical document as it is read: in moments, in a chat, or as a whole."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from content.domain.document import Document, channel_text, channel_texts
from content.enums import Channel, Segment, Tier, Voice
from content.models import Component
from content.queries.freezing import chosen_images, document_of
from content.queries.layout import sections
from core import sanitising

register = template.Library()

PictureUrls = Mapping[str, str] | Callable[[str], str | None]
PREVIEW_RENDITION = "max-900x900"
_TEMPLATES = {
    Channel.MOMENTS.value: "content/document/moments.html",
    Channel.GROUP.value: "content/document/group.html",
    Channel.ONE_TO_ONE.value: "content/document/one_to_one.html",
}


@register.simple_tag
def render_document(document: Document, mode: str, picture_urls: PictureUrls) -> SafeString:
    """Return the HTML of `document` on the channel `mode`; any other mode shows the whole piece.

    `picture_urls` gives the address of a picture by its SHA-256: a mapping, or a callable that may return
    None. The page that shows it loads content/document.css. Needs neither a request nor the admin.
    """
    if mode in _TEMPLATES:
        return render_to_string(_TEMPLATES[mode], _channel_context(document, mode, picture_urls))
    return render_to_string("content/document/whole.html", _whole_context(document, picture_urls))


@register.simple_tag
def render_component(component: Component, mode: str) -> SafeString:
    """Return the HTML of a component as it stands, its pictures as renditions that only the desk may load."""
    urls = {
        image.content_sha256: image.get_rendition(PREVIEW_RENDITION).url for image in chosen_images(component)
    }
    return render_document(document_of(component), mode, urls)


@register.simple_tag
def document_modes(component: Component) -> list[tuple[str, Any]]:
    """Return (mode, label) for each channel the component is written for, the whole piece last."""
    written = {block.block_type for block in component.channels}
    return [
        (mode, label) for mode, label in component.preview_modes if mode in written or mode not in _TEMPLATES
    ]


@register.filter
def sanitised(markup: str) -> SafeString:
    """Return the document's HTML, cleaned once more."""
    return sanitising.render(markup)


def _channel_context(document: Document, channel: str, picture_urls: PictureUrls) -> dict[str, Any]:
    found = channel_text(document, channel)
    return {
        "document": document,
        "channel": channel,
        "written": found is not None,
        "text": found.text if found else "",
        "pictures": _addresses(found.pictures if found else (), picture_urls),
        "bank_name": settings.ARMOURY_BANK_NAME,
    }


def _whole_context(document: Document, picture_urls: PictureUrls) -> dict[str, Any]:
    validity = document["validity"]
    return {
        "document": document,
        "sections": sections(document),
        "channels": [
            {
                "label": Channel(one.channel).label,
                "text": one.text,
                "pictures": _addresses(one.pictures, picture_urls),
            }
            for one in channel_texts(document)
        ],
        "pictures": _every_address(document, picture_urls),
        "segments": [
            Segment(code).label for code in document["audience"]["segments"] if code in Segment.values
        ],
        "tier": dict(Tier.choices).get(document["audience"]["tier"]),
        "voice": dict(Voice.choices).get(document["voice"]["code"]),
        "valid_from": validity["from"] and datetime.fromisoformat(validity["from"]),
        "valid_until": validity["until"] and datetime.fromisoformat(validity["until"]),
    }


def _addresses(hashes: tuple[str, ...], picture_urls: PictureUrls) -> list[str]:
    return [url for sha256 in hashes if (url := _address(sha256, picture_urls))]


def _every_address(document: Document, picture_urls: PictureUrls) -> dict[str, str]:
    hashes = [entry["sha256"] for entry in document["media"]]
    return {sha256: url for sha256 in hashes if (url := _address(sha256, picture_urls))}


def _address(sha256: str, picture_urls: PictureUrls) -> str | None:
    return picture_urls(sha256) if callable(picture_urls) else picture_urls.get(sha256)


@register.filter
def address_of(pictures: Mapping[str, str], sha256: str) -> str:
    """Return the address of a picture, or nothing if there is none."""
    return pictures.get(sha256, "")
