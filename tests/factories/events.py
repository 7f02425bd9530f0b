"""Customers' events, reported as another system does."""

import json
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings

from content.enums import CustomerEvent
from core import clock
from distribution.actions.take_event import Report, take_event
from distribution.domain.reach import digest
from distribution.models import ReceivedEvent
from distribution.queries.event_matches import Happening
from people.domain.webhooks import headers
from people.enums import Scope
from people.models import Branch, User
from people.queries.api_tokens import signing_secrets
from tests.factories.api import ApiClientFactory, Caller, token_of

NUMBERS = count(1)


def hashed(number: str) -> str:
    """Return what another system sends in the place of a customer's number."""
    return digest(number, Path(settings.ARMOURY_CUSTOMER_KEY_FILE).read_bytes().strip())


def reported(
    manager: User,
    *,
    event: str = CustomerEvent.PAYDAY,
    customer: str = "62001",
    tags: frozenset[str] = frozenset(),
    branch: Branch | None = None,
    at: datetime | None = None,
) -> ReceivedEvent:
    """Report an event of a customer of `manager`, as a new system of `branch`, or of the head office."""
    at = at or clock.now()
    assert manager.branch is not None
    client = ApiClientFactory(branch=branch or manager.branch.get_root())
    _text, token = token_of(client, Scope.EVENTS_WRITE, at=at)
    happening = Happening(event, hashed(customer), "credit_card", tags)
    report = Report(f"event-{next(NUMBERS):05}", "0" * 64, manager.staff_number, happening, at)
    return take_event(report, token=token, at=at)


def said(for_whom: User, **changes: Any) -> dict[str, Any]:
    """Return the body of a report of a payday."""
    return {
        "id": "payday-00001",
        "type": "payday",
        "when": clock.now().isoformat(),
        "manager": for_whom.staff_number,
        "customer": hashed("62001"),
        "segment": "credit_card",
        "tags": [],
        **changes,
    }


def signed(caller: Caller, body: bytes, *, message: str, at: datetime | None = None) -> dict[str, str]:
    """Return the headers by which `caller` signs `body`."""
    seconds = int((at or clock.now()).timestamp())
    return dict(headers(message, seconds, body, signing_secrets(caller.token)[:1]))


def post_event(caller: Caller, body: dict[str, Any], **changes: str) -> Any:
    """Send a signed report; `changes` are headers, with underscores, that are sent otherwise."""
    text = json.dumps(body).encode()
    sent = signed(caller, text, message=str(body.get("id", "")))
    sent |= {name.replace("_", "-"): value for name, value in changes.items()}
    return caller.post("events/", text, sent)
