"""Head office goes on writing: a later edition of the same piece."""

from typing import Any

from content.enums import ComponentState
from content.models import Component
from review.models import Edition
from tests.conftest import FrozenClock
from tests.factories.review import issue_edition


def write(component: Component, **texts: Any) -> Component:
    """Save `component` anew with another title or another text in a channel, as its author would."""
    draft = Component.objects.get(pk=component.pk).get_latest_revision_as_object()
    draft.title = texts.pop("title", draft.title)
    raw = draft.channels.get_prep_value()
    for block in raw:
        block["value"]["text"] = texts.get(block["type"], block["value"]["text"])
    draft.channels = raw
    draft.save()
    draft.save_revision(user=component.created_by, clean=False)
    return Component.objects.get(pk=component.pk)


def reissue(edition: Edition, frozen_clock: FrozenClock, **texts: Any) -> Edition:
    """Issue the next edition of the same piece, and move on to when it stands."""
    frozen_clock.advance(minutes=5)
    Component.objects.filter(pk=edition.component_id).update(state=ComponentState.DRAFT)
    source = write(edition.component, **texts)
    issued = issue_edition(component=source)
    frozen_clock.advance(minutes=5)
    return issued
