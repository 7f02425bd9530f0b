"""Who asks: another system, by its bearer token (RFC 6750). Sessions and cookies count for nothing here."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core import clock
from core.problems import WORDS
from people import security_log
from people.actions.note_token_use import note_token_use
from people.models import ApiClient, ApiToken
from people.queries.api_tokens import TokenRefused, token_shown


class TokenAuthentication(BaseAuthentication):
    """Returns the client as the user and the token as `request.auth`."""

    def authenticate(self, request: Request) -> tuple[ApiClient, ApiToken] | None:
        scheme, _space, text = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        at = clock.now()
        try:
            token = token_shown(text, at)
        except TokenRefused as refusal:
            security_log.note(
                "api.token_refused", request._request, reason=refusal.reason, token=refusal.prefix
            )
            raise AuthenticationFailed(WORDS[401][1]) from refusal
        note_token_use(token, at)
        return token.client, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="armoury"'


class HasScope(BasePermission):
    """The token opens what the view's `scope` says; a view without one is open to every token."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        return isinstance(token, ApiToken) and (view.scope is None or token.opens(view.scope))


class TokenScheme(OpenApiAuthenticationExtension):
    """What the schema says of it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
