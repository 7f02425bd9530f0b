"""What a browser posts when a component's form is saved."""

import json
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.utils.timezone import localtime
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from content.blocks.text import RICH_TEXT_FEATURES
from content.models import Component
from people.models import User


def signed_in(user: User) -> Client:
    """Return a client with a session of `user`."""
    client = Client()
    client.force_login(user)
    return client


def form_data(component: Component, **changes: Any) -> dict[str, Any]:
    """Return what the form posts for `component` as it stands, with the fields in `changes` replaced.

    `body` and `channels` may be given as raw streams.
    """
    body = changes.pop("body", component.body.get_prep_value())
    channels = changes.pop("channels", component.channels.get_prep_value())
    data: dict[str, Any] = {
        "title": component.title,
        "product": component.product_id or "",
        "origin": component.origin,
        "partner": component.partner_id or "",
        "approval_number": component.approval_number,
        "approved_until": component.approved_until.isoformat() if component.approved_until else "",
        "segments": component.segments,
        "tier": component.tier,
        "voice": component.voice,
        "valid_from": _minute(component.valid_from),
        "valid_until": _minute(component.valid_until),
        "opened_on": component.latest_revision_id or "",
        **_stream("body", body),
        **_stream("channels", channels),
    }
    return {**data, **changes}


def posted(data: dict[str, Any]) -> QueryDict:
    """Return `data` as a view is given it."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    return query


def _minute(moment: datetime | None) -> str:
    return localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _stream(prefix: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {f"{prefix}-count": len(blocks)}
    for index, block in enumerate(blocks):
        here = f"{prefix}-{index}"
        data |= {f"{here}-deleted": "", f"{here}-order": index, f"{here}-type": block["type"]}
        data[f"{here}-id"] = block.get("id") or ""
        data |= _value(f"{here}-value", block["value"])
    return data


def _value(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return {name: value}
    if isinstance(value, list):
        return _stream(name, value)
    if isinstance(value, dict):
        return {
            key: found
            for child, one in value.items()
            for key, found in _value(f"{name}-{child}", one).items()
        }
    if isinstance(value, str) and value.startswith("<p"):
        return {name: _rich_text(value)}
    if isinstance(value, str) and "T" in value[10:11]:
        return {name: _minute(datetime.fromisoformat(value))}
    return {name: "" if value is None else value}


def _rich_text(markup: str) -> str:
    state = json.loads(ContentstateConverter(features=RICH_TEXT_FEATURES).from_database_format(markup))
    return json.dumps(state)
