"""Untag: take the desk's words off pieces."""

from collections.abc import Collection

from content.actions.tag_components import pieces_to_tag
from content.models import ComponentTag, Tag
from core.actions import action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("untag_components")
def untag_components(keys: Collection[int], tags: Collection[Tag], *, actor: User) -> int:
    """Take `tags` off the pieces with these keys, and return how many pieces there are.

    Any tag may go, one out of use too. Raises Refused unless `actor` is an editor who oversees every piece.
    """
    authority.require_role(actor, {Role.EDITOR}, subject="components")
    pieces = pieces_to_tag(keys, actor)
    ComponentTag.objects.filter(component__in=pieces, tag__in=tags).delete()
    return len(pieces)
