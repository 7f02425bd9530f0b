"""Forget searches: a manager wipes out what he has looked for."""

from core.actions import action
from distribution.models import OwnSearch
from people.enums import Role
from people.models import User
from people.queries import authority


@action("forget searches")
def forget_searches(asked: str = "", *, actor: User) -> int:
    """Remove the actor's search of this address, or without one all that are not saved; return how many.

    Raises Refused for other roles.
    """
    authority.require_role(actor, {Role.MANAGER}, subject="search")
    own = OwnSearch.objects.filter(manager=actor)
    gone, _each = (own.filter(asked=asked) if asked else own.filter(is_saved=False)).delete()
    return gone
