"""The security log: one JSON object a line, UTC, who, what, from where (OWASP ASVS 5.0, 16.2, 16.3)."""

import json
import logging
from datetime import UTC
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core import clock
from people.models import ApiClient, User
from people.queries.client_address import client_address

logger = logging.getLogger("armoury.security")


def note(event: str, request: HttpRequest | None, *, by: Any = None, **more: str) -> None:
    """Write that `event` happened. `by` is a User or an ApiClient, or anything else for nobody known.

    Names are opaque ids; no password, code or session key is ever handed in.
    """
    line = {
        "at": clock.now().astimezone(UTC).isoformat(timespec="milliseconds"),
        "event": event,
        "by": by.actor if isinstance(by, User | ApiClient) else None,
        "from": client_address(request) if request is not None else None,
        "method": request.method if request is not None else None,
        "path": request.path if request is not None else None,
        **more,
    }
    logger.info("%s", json.dumps(line, ensure_ascii=True))


def typed_name(name: str) -> dict[str, str]:
    """Return how the log calls a typed user name: an id if somebody has it, otherwise a keyed hash.

    People type passwords into the wrong field; the hash tells repeated tries without telling what was typed.
    """
    known = User.objects.filter(username=name).first()
    if known is not None:
        return {"name": known.actor}
    return {"name": "unknown:" + salted_hmac("people.security_log", name).hexdigest()[:16]}
