"""Save search: a manager keeps a search with its filters, to ask it again with one tap."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from distribution.domain.searches import Search
from distribution.models import OwnSearch
from people.enums import Role
from people.models import User
from people.queries import authority
from search.domain.private import may_be_personal

MOST_SAVED: Final = 20


@action("save search")
def save_search(search: Search, *, actor: User, at: datetime) -> OwnSearch:
    """Keep the search among the actor's own until it is taken away. In no ledger.

    Raises Refused for other roles, Conflict when MOST_SAVED are kept already, and for what may be a
    customer's data.
    """
    authority.require_role(actor, {Role.MANAGER}, subject="search")
    if may_be_personal(search.query):
        raise Conflict(_("This may be a customer's name or number: such searches are not kept."))
    saved = OwnSearch.objects.filter(manager=actor, is_saved=True)
    if saved.exclude(asked=search.asked).count() >= MOST_SAVED:
        raise Conflict(
            _("You have saved %(count)d searches, as many as there is room for. Take one away first.")
            % {"count": MOST_SAVED}
        )
    kept, _is_new = OwnSearch.objects.update_or_create(
        manager=actor,
        asked=search.asked,
        defaults={"query": search.query, "searched_at": at, "is_saved": True},
    )
    return kept
