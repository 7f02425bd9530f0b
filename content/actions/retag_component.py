"""Retag: a piece's form brings its tags to what was ticked there."""

from collections.abc import Collection

from content.actions.tag_components import tag_components
from content.actions.untag_components import untag_components
from content.models import Component, Tag
from people.models import User


def retag_component(
    component: Component, *, shown: Collection[int], chosen: Collection[Tag], actor: User
) -> None:
    """Put on what was ticked and take off what was unticked, seen from the tags that the form had `shown`.

    What somebody else put on or took off meanwhile stays so. The caller holds the component's row lock, or
    has just made it. Raises Refused as the two actions do.
    """
    kept = {tag.pk for tag in chosen}
    added = [tag for tag in chosen if tag.pk not in shown]
    removed = list(Tag.objects.filter(pk__in=set(shown) - kept))
    if added:
        tag_components([component.pk], added, actor=actor)
    if removed:
        untag_components([component.pk], removed, actor=actor)
