"""Note search: a manager has looked for something, and seen what there is."""

from datetime import datetime, timedelta
from typing import Final

from core.actions import action
from core.clock import business_day
from distribution.domain.searches import Search
from distribution.models import OwnSearch
from people.enums import Role
from people.models import User
from people.queries import authority
from search.actions.count_missed import count_missed
from search.domain.private import may_be_personal
from search.queries.found import Found

KEPT: Final = 10
"""How many searches of each manager are remembered, the saved ones apart."""
STILL_TYPING: Final = timedelta(minutes=1)


@action("note search")
def note_search(search: Search, found: Found, *, actor: User, at: datetime) -> None:
    """Remember the search for `actor`; count it for the editors, without the person, if it found nothing or
    only something near.

    Counted once a day for one person and query, and only without filters: what a filter hides is not lacking.
    What may be a customer's data is neither remembered nor counted. In no ledger. Raises Refused for other
    roles.
    """
    authority.require_role(actor, {Role.MANAGER}, subject="search")
    if not search.query or may_be_personal(search.query):
        return
    own = OwnSearch.objects.filter(manager=actor)
    earlier = list(own.values_list("pk", "query", "searched_at", "is_saved"))
    is_first = all(
        business_day(searched_at) != business_day(at)
        for _pk, query, searched_at, _is_saved in earlier
        if query == search.query
    )
    begun = [
        pk
        for pk, query, searched_at, is_saved in earlier
        if not is_saved
        and search.query != query
        and search.query.startswith(query)
        and at - searched_at < STILL_TYPING
    ]
    own.filter(pk__in=begun).delete()
    OwnSearch.objects.update_or_create(
        manager=actor, asked=search.asked, defaults={"query": search.query, "searched_at": at}
    )
    old = own.filter(is_saved=False).values_list("pk", flat=True)[KEPT:]
    own.filter(pk__in=list(old)).delete()
    if is_first and not search.is_narrowed and (found.relaxed or not found.total):
        count_missed(search.query, [one.pk for one in found.editions], at)
