"""Pull for a manager: another system takes an edition out in a manager's name."""

from dataclasses import replace
from datetime import datetime

from core.actions import action
from distribution.actions.pull import Order, pull
from distribution.models import Pull
from distribution.queries.editions import visible_edition
from people.enums import Scope
from people.models import ApiToken
from people.queries.api_tokens import manager_within, require_scope


def pull_for(login: str, order: Order, *, token: ApiToken, at: datetime) -> Pull:
    """Take the edition out for the manager who logs in as `login`; the system stands in the ledger with it.

    Raises User.DoesNotExist unless that is an active manager of the system's branch or one below,
    Edition.DoesNotExist for what the system or the manager may not see, Refused for the token's scope, and
    what `pull` raises. The same order twice is one pull.
    """
    _require_scope(order, token, at)
    manager = manager_within(token.client.branch, login)
    visible_edition(token.client, order.edition_id, at)
    return pull(replace(order, through=token.client.actor), actor=manager, at=at)


@action("pull for a manager")
def _require_scope(order: Order, token: ApiToken, at: datetime) -> None:
    require_scope(token, Scope.PULLS_WRITE, at, subject=f"edition:{order.edition_id}")
