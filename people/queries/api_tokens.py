"""Which system shows a token, and who looks after them."""

from datetime import datetime
from hmac import compare_digest

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from core.actions import Refused
from core.sealed import derived
from people.domain.tokens import shape_of
from people.domain.webhooks import written
from people.enums import Role, Scope
from people.models import ApiClient, ApiToken, Branch, User
from people.queries import authority
from people.queries.signing import require_fresh


class TokenRefused(Exception):
    """No token, or one that lets nobody in; the reason is for the security log, not for whoever asks."""

    def __init__(self, reason: str, prefix: str = "") -> None:
        super().__init__(reason)
        self.reason, self.prefix = reason, prefix


def token_shown(text: str, at: datetime) -> ApiToken:
    """Return the token with its client and branch. One query. Raises TokenRefused."""
    shape = shape_of(text)
    if shape is None:
        raise TokenRefused("no token")
    token = ApiToken.objects.select_related("client__branch").filter(prefix=shape.prefix).first()
    if token is None or not compare_digest(token.secret_sha256, shape.secret_sha256):
        raise TokenRefused("unknown", shape.prefix)
    if not token.holds(at):
        raise TokenRefused("revoked" if token.revoked_at else "expired", shape.prefix)
    return token


def require_scope(token: ApiToken, scope: Scope, at: datetime, *, subject: str) -> None:
    """Raise Refused unless `token` still holds at `at` and opens `scope`, as the database says now."""
    held = ApiToken.objects.filter(pk=token.pk).first()
    if held is None or not held.holds(at) or not held.opens(scope):
        raise Refused(
            _("This token does not open that."), actor=token.client.actor, subject=subject, rule="scope"
        )


def require_keeper_of_clients(
    actor: User, *, authenticated_at: datetime | None, at: datetime, subject: str
) -> None:
    """Raise Refused unless `actor` is an administrator who gave the password lately: a token is a way in."""
    authority.require_role(actor, {Role.ADMINISTRATOR}, subject=subject)
    require_fresh(authenticated_at, at, actor=actor, subject=subject)


def manager_within(branch: Branch, login: str) -> User:
    """Return the active manager of `branch` or one below who logs in as `login`. Raises User.DoesNotExist."""
    return User.objects.select_related("branch").get(
        username=login,
        is_active=True,
        branch__path__startswith=branch.path,
        groups__name=Role.MANAGER.value,
    )


def manager_numbered(branch: Branch, staff_number: str) -> User:
    """Return the active manager of `branch` or one below with that staff number. Raises User.DoesNotExist."""
    return User.objects.select_related("branch").get(
        staff_number=staff_number,
        is_active=True,
        branch__path__startswith=branch.path,
        groups__name=Role.MANAGER.value,
    )


def signing_secrets(token: ApiToken) -> list[str]:
    """Return the secrets by which requests under `token` may be signed; the first is the one handed over.

    They follow from the secret key and from what is kept of the token, are stored nowhere, and end with it.
    """
    return [written(key) for key in derived(f"people.signing:{token.prefix}:{token.secret_sha256}")]


def signing_secret(text: str) -> str:
    """Return the secret that is handed over with the token of that text. Raises ApiToken.DoesNotExist."""
    shape = shape_of(text)
    if shape is None:
        raise ApiToken.DoesNotExist
    return signing_secrets(ApiToken.objects.get(prefix=shape.prefix))[0]


def clients_with_counts(at: datetime) -> QuerySet[ApiClient]:
    """Return every system with its branch, how many of its tokens hold at `at`, and when it was here last."""
    holding = Q(tokens__revoked_at__isnull=True, tokens__expires_at__gt=at)
    return ApiClient.objects.select_related("branch").annotate(
        holding=Count("tokens", filter=holding), last_used_at=Max("tokens__last_used_at")
    )
