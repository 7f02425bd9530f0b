"""On the editor's home page: stories that managers sent in and nobody has submitted yet."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component as UIComponent

from content import registry
from content.enums import ComponentState
from content.models import Story
from people.models import User

SHOWN = 8
LOOKED_AT = 40


class SentInPanel(UIComponent):
    """The newest first. Not there if there are none."""

    name = "sent_in_stories"
    order = 140
    template_name = "content/home/sent_in.html"

    def __init__(self, stories: list[Story]) -> None:
        self.stories = stories

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "stories": [
                (story, reverse("content_ugc_story:edit", args=[story.component_id]))
                for story in self.stories
            ]
        }


def sent_in(user: User) -> list[Story]:
    """Return what waits for `user`, with whoever sent it in. Three queries at most."""
    drafts = Story.objects.overseen_by(user).filter(component__state=ComponentState.DRAFT)
    newest = list(
        drafts.select_related("component", "manager", "branch").defer(
            "component__body", "component__channels"
        )[:LOOKED_AT]
    )
    keys = [story.component_id for story in newest]
    submitted = registry.standings(keys) if registry.standings and keys else {}
    return [story for story in newest if story.component_id not in submitted][:SHOWN]
