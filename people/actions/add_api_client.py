"""Add an API client: another system of the bank may be given tokens."""

from datetime import datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.models import ApiClient, Branch, User
from people.queries.api_tokens import require_keeper_of_clients


@action("add_api_client")
def add_api_client(
    name: str,
    *,
    branch: Branch,
    contact: str,
    actor: User,
    authenticated_at: datetime | None,
    at: datetime,
) -> ApiClient:
    """Add the system and return it. It has no token yet.

    Raises Refused (role, signature), Conflict if there is a system of this name.
    """
    require_keeper_of_clients(actor, authenticated_at=authenticated_at, at=at, subject="api")
    if ApiClient.objects.filter(name=name).exists():
        raise Conflict(_("There is a system of this name already. Choose another name."))
    made = ApiClient.objects.create(name=name, branch=branch, contact=contact, added_by=actor, added_at=at)
    ledger.append(
        Stream.DECISIONS,
        "api.client_added",
        subject=made.actor,
        at=at,
        payload={"by": actor.actor, "branch": branch.code, "name": name},
        personal={"by": str(actor), "contact": contact},
    )
    return made
