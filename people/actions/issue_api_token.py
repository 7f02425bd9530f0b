"""Issue an API token: shown once, kept as a hash."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings

from core import ledger
from core.actions import action
from core.models import Stream
from people.domain import tokens
from people.enums import Scope
from people.models import ApiClient, ApiToken, User
from people.queries.api_tokens import require_keeper_of_clients


@action("issue_api_token")
def issue_api_token(
    client: ApiClient,
    *,
    scopes: Collection[Scope],
    days: int,
    actor: User,
    authenticated_at: datetime | None,
    at: datetime,
) -> str:
    """Return the new token's text, which nobody can read again (OWASP ASVS 5.0, 13.3.1).

    Raises Refused (role, signature), ValueError without a scope or for more days than policy allows.
    """
    require_keeper_of_clients(actor, authenticated_at=authenticated_at, at=at, subject=client.actor)
    if not scopes or not 1 <= days <= settings.ARMOURY_API_TOKEN_DAYS:
        raise ValueError(days)
    text = tokens.make()
    shape = tokens.shape_of(text)
    assert shape is not None  # noqa: S101  (it was made just now)
    made = ApiToken.objects.create(
        client=client,
        prefix=shape.prefix,
        secret_sha256=shape.secret_sha256,
        scopes=sorted(scope.value for scope in scopes),
        expires_at=at + timedelta(days=days),
        issued_by=actor,
        issued_at=at,
    )
    ledger.append(
        Stream.DECISIONS,
        "api.token_issued",
        subject=client.actor,
        at=at,
        payload={"by": actor.actor, "token": made.prefix, "scopes": list(made.scopes), "days": days},
        personal={"by": str(actor)},
    )
    return text
