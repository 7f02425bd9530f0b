"""Show a canonical document as it is read: in moments, in a chat, or as a whole."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from content.domain import codes
from content.domain.charts import CHART_ITEM
from content.domain.document import ChannelText, Document, channel_text, channel_texts
from content.domain.merge import SAMPLE, filled
from content.enums import Channel, Segment, Tier, Voice, persona_labels
from content.models import Component
from content.queries.charts import with_drawn_charts
from content.queries.freezing import chosen_images, document_of
from content.queries.layout import Node, sections
from core import sanitising

register = template.Library()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it. Without a description the page counts the pictures."""

    url: str
    description: str


PictureUrls = Mapping[str, str] | Callable[[str], str | None]
PREVIEW_RENDITION = "max-900x900"
_TEMPLATES = {
    Channel.MOMENTS.value: "content/document/moments.html",
    Channel.GROUP.value: "content/document/group.html",
    Channel.ONE_TO_ONE.value: "content/document/one_to_one.html",
}
PLAIN = "content/document/_section.html"
VIEWS: Mapping[str, frozenset[str]] = {
    "run_down": frozenset({"minute", "message", "host_action", "picture"}),
    "persona": frozenset({"persona_type", "tone", "self_introduction", "avatar", "cover"}),
    "persona_steps": frozenset({"positioning", "armoury", "scenes", "assistance", "spreading"}),
    "question": frozenset({"question", "other_wordings"}),
    "answer": frozenset(),
    "lesson_test": frozenset({"asked", "answers", "right_answer", "because"}),
    "variants": frozenset({"suits", "words"}),
    "poster": frozenset({"artwork", "card_place", "shown_words"}),
    "market_table": frozenset({"caption", "unit", "as_of", "source", "shape", "points"}),
}
"""Blocks that are read otherwise than as a table of their fields, and the fields that such a view shows."""


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
    document, charts = with_drawn_charts(document_of(component))
    urls = {
        image.content_sha256: image.get_rendition(PREVIEW_RENDITION).url for image in chosen_images(component)
    }
    return render_document(document, mode, urls | {key: _inline(png) for key, png in charts.items()})


@register.simple_tag
def document_modes(component: Component) -> list[tuple[str, Any]]:
    """Return (mode, label) for each channel the component is written for, the whole piece last."""
    written = {block.block_type for block in component.channels}
    return [
        (mode, label) for mode, label in component.preview_modes if mode in written or mode not in _TEMPLATES
    ]


def _inline(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Return the QR code of an address as an SVG element: modules and nothing that was typed."""
    return mark_safe(codes.svg(address))  # noqa: S308


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
        "text": filled(found.text, SAMPLE) if found else "",
        "pictures": _of(found.pictures if found else (), _pictures(document, picture_urls)),
        **_action(found, picture_urls),
        "bank_name": settings.ARMOURY_BANK_NAME,
    }


def _whole_context(document: Document, picture_urls: PictureUrls) -> dict[str, Any]:
    validity, known = document["validity"], _pictures(document, picture_urls)
    return {
        "document": document,
        "sections": [(_view_of(node), node) for node in sections(document)],
        "channels": [
            {
                "label": Channel(one.channel).label,
                "text": one.text,
                "personas": persona_labels(one.personas[0]),
                "variants": [
                    (text, persona_labels(marked))
                    for text, marked in zip(one.variants, one.personas[1:], strict=True)
                ],
                "pictures": _of(one.pictures, known),
                **_action(one, picture_urls),
            }
            for one in channel_texts(document)
        ],
        "pictures": known,
        "segments": [
            Segment(code).label for code in document["audience"]["segments"] if code in Segment.values
        ],
        "tier": dict(Tier.choices).get(document["audience"]["tier"]),
        "voice": dict(Voice.choices).get(document["voice"]["code"]),
        "valid_from": validity["from"] and datetime.fromisoformat(validity["from"]),
        "valid_until": validity["until"] and datetime.fromisoformat(validity["until"]),
    }


def _view_of(node: Node) -> str:
    """Return the template for a part. One with other fields than its view knows is shown field by field."""
    shown = VIEWS.get(node.name)
    rows = node.children if node.shape == "rows" else (node,)
    knows = shown is not None and all(set(row.parts) - {CHART_ITEM} == shown for row in rows)
    return f"content/document/views/{node.name}.html" if knows else PLAIN


def _action(sent: ChannelText | None, picture_urls: PictureUrls) -> dict[str, Any]:
    action = sent.action if sent else None
    picture = action.picture if action else ""
    return {"action": action, "code_url": _address(picture, picture_urls) if picture else None}


def _pictures(document: Document, picture_urls: PictureUrls) -> dict[str, Picture]:
    return {
        entry["sha256"]: Picture(url, entry.get("description", ""))
        for entry in document["media"]
        if (url := _address(entry["sha256"], picture_urls))
    }


def _of(hashes: tuple[str, ...], known: Mapping[str, Picture]) -> list[Picture]:
    return [known[sha256] for sha256 in hashes if sha256 in known]


def _address(sha256: str, picture_urls: PictureUrls) -> str | None:
    return picture_urls(sha256) if callable(picture_urls) else picture_urls.get(sha256)


@register.filter
def picture_of(pictures: Mapping[str, Picture], sha256: str) -> Picture | None:
    """Return the picture with this hash, if this reader may load it."""
    return pictures.get(sha256)
