"""Save a filter of the list of all pieces under a name."""

from content.models import SavedFilter
from core.actions import action
from people.enums import OVERSEEING
from people.models import Branch, User
from people.queries import authority


@action("save_filter")
def save_filter(name: str, query: str, *, shared_with: Branch | None, actor: User) -> SavedFilter:
    """Return the filter; one of the same name by the same person is replaced.

    `query` holds known filters alone (content.queries.saved_filters.known_query), `shared_with` is the
    actor's own branch or None. Raises Refused unless `actor` oversees pieces and uses what that branch owns.
    """
    authority.require_role(actor, OVERSEEING, subject="saved_filter")
    authority.own_branch(actor, subject="saved_filter")
    if shared_with is not None:
        authority.require_use(actor, shared_with, subject="saved_filter")
    saved, _made = SavedFilter.objects.update_or_create(
        owner=actor, name=name, defaults={"query": query, "shared_with": shared_with}
    )
    return saved
