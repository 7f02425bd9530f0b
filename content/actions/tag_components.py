"""Tag: put the desk's words on pieces."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from content.models import Component, ComponentTag, Tag
from content.queries.pieces import lock_pieces, tags_for
from core.actions import Refused, action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("tag_components")
def tag_components(keys: Collection[int], tags: Collection[Tag], *, actor: User) -> int:
    """Put `tags` on the pieces with these keys, and return how many pieces there are. What is there stays.

    Raises Refused unless `actor` is an editor who oversees every one of them and may use every tag. A piece
    that was deleted meanwhile is left out.
    """
    authority.require_role(actor, {Role.EDITOR}, subject="components")
    _require_use(actor, tags)
    pieces = pieces_to_tag(keys, actor)
    ComponentTag.objects.bulk_create(
        [ComponentTag(component=piece, tag=tag) for piece in pieces for tag in tags], ignore_conflicts=True
    )
    return len(pieces)


def pieces_to_tag(keys: Collection[int], actor: User) -> list[Component]:
    """Return these pieces, locked. Raises Refused unless `actor` oversees each. Inside a transaction."""
    pieces = list(lock_pieces(keys))
    for piece in pieces:
        authority.require_oversight(actor, piece.branch, subject=f"component:{piece.public_id}")
    return pieces


def _require_use(actor: User, tags: Collection[Tag]) -> None:
    offered = set(tags_for(actor).filter(pk__in=[tag.pk for tag in tags]))
    for tag in tags:
        if tag not in offered:
            raise Refused(
                _("This tag is out of use or belongs to another branch. Choose one from the list."),
                actor=actor.actor,
                subject=f"tag:{tag.code}",
                rule="tag",
            )
