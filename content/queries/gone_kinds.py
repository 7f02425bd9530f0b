"""What is kept of a piece whose kind is no longer declared."""

import json
from collections.abc import Mapping
from typing import Any

from content.domain.document import Document
from content.models import Component
from content.queries.freezing import document_of
from core.domain.canonical import Canonical


def kept_document(component: Component) -> Document:
    """Return the document of `component` as last saved, for reading alone.

    Blocks that went with their kind stand at their places with what was typed into them, under their codes.
    """
    draft = component.get_latest_revision_as_object()
    document: Document = document_of(draft)
    known = {block["id"]: block for block in document["body"]}
    body = [known.get(raw.get("id")) or _as_typed(raw) for raw in _stored_body(component)]
    return {**document, "body": body}


def _stored_body(component: Component) -> list[Mapping[str, Any]]:
    """Return the body as the newest revision keeps it: reading it through the field leaves blocks out."""
    revision = component.latest_revision
    stored = revision.content["body"] if revision else component.body.get_prep_value()
    found: list[Mapping[str, Any]] = json.loads(stored) if isinstance(stored, str) else stored
    return found


def _as_typed(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": raw["type"], "id": raw.get("id") or "", "value": _plain(raw["value"])}


def _plain(value: Any) -> Canonical:
    """Return a stored value as the document's reader takes it: mappings, lists of items, strings."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [{"value": _plain(item.get("value") if isinstance(item, Mapping) else item)} for item in value]
    return None if value is None else str(value)
