"""Revoke an API token: it lets nobody in from the next request on."""

from datetime import datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.models import ApiToken, User
from people.queries.api_tokens import require_keeper_of_clients


@action("revoke_api_token")
def revoke_api_token(
    token_id: int, *, actor: User, authenticated_at: datetime | None, at: datetime
) -> ApiToken:
    """Revoke the token and return it.

    Raises Refused (role, signature), Conflict if it was revoked already, ApiToken.DoesNotExist.
    """
    require_keeper_of_clients(
        actor, authenticated_at=authenticated_at, at=at, subject=f"api_token:{token_id}"
    )
    token: ApiToken = ApiToken.objects.select_for_update(of=("self",)).get(pk=token_id)
    if token.revoked_at is not None:
        raise Conflict(_("This token was revoked already."))
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    ledger.append(
        Stream.DECISIONS,
        "api.token_revoked",
        subject=token.client.actor,
        at=at,
        payload={"by": actor.actor, "token": token.prefix},
        personal={"by": str(actor)},
    )
    return token
