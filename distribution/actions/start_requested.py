"""Start requested: an editor begins the piece that a manager asked for."""

from datetime import datetime
from uuid import UUID

from wagtail.log_actions import log

from content.kinds import KINDS, Kind
from content.models import Component
from content.queries.opening import blank_component
from core import ledger
from core.actions import action
from core.models import Stream
from distribution.actions.handle_request import open_request
from distribution.enums import RequestState
from people.models import User


def startable() -> dict[str, Kind]:
    """Return by code the kinds that a request may become: none that rests on a customer's consent."""
    return {kind.code: kind for kind in KINDS if not kind.rests_on_consent}


@action("start requested")
def start_requested(request_id: UUID, kind: str, *, actor: User, at: datetime) -> Component:
    """Return a draft of `kind` of the actor's branch with the request's title, which the request names.

    Raises what `open_request` raises, KeyError for what is not startable.
    """
    asked = open_request(request_id, actor)
    draft = blank_component(startable()[kind], actor, at)
    draft.title = asked.title
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.create", user=actor, revision=revision, content_changed=True)
    asked.state, asked.component_id = RequestState.STARTED, draft.pk
    asked.handled_by, asked.handled_at = actor, at
    asked.save(update_fields=["state", "component", "handled_by", "handled_at"])
    ledger.append(
        Stream.PULLS,
        "content.request_started",
        subject=f"content_request:{asked.public_id}",
        at=at,
        payload={"handled_by": actor.actor, "component": str(draft.public_id)},
    )
    return draft
